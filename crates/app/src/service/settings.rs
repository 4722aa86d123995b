//! What the service is told when it starts.

use std::net::SocketAddr;

/// Settings of a running service.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address that people reach it under; nothing for where it listens.
    pub public_address: Option<String>,
}
