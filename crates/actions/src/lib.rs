//! What people can do: each action asks permission, decides, stores and audits in one transaction.
