//! Running the service: a listener, the pages, and an end that loses nothing.

mod paper;
mod settings;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use actions::sign_in::{MailSettings, post_mail};
use jiff::tz::TimeZone;
use store::{Chance, Store};
use tokio::net::TcpListener;
use web::app::{App, Clock, GalleryEntry, Mode};

use crate::failure::Failure;

pub use settings::Settings;

/// Arguments of `sevensteps serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Arguments {
    /// The database: sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_DATABASE", hide_env_values = true)]
    database: String,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address that people reach the service under [default: http:// and where it listens]
    #[arg(long, value_name = "URL", env = "SEVENSTEPS_PUBLIC_ADDRESS")]
    public_address: Option<String>,
}

const EXAMPLE: &str = "\
Examples:
  sevensteps serve --database sqlite:authority.db
  sevensteps serve --database postgres://sevensteps@localhost/sevensteps --public-address https://support.example.gov.uk";

/// Runs `sevensteps serve`.
pub fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    in_runtime(async move {
        let store = open(&arguments.database, Chance::System).await?;
        crate::database::migrated(&store).await?;
        if store::authorities::all(&store).await?.is_empty() {
            eprintln!(
                "There is no authority in this database yet: no page can be shown. Add one: sevensteps authority add --help"
            );
        }
        let settings = Settings { listen: arguments.listen, public_address: arguments.public_address };
        serve(store, Mode::Serve, settings, |address| eprintln!("Seven Steps serves at {address}")).await
    })
}

/// Opens a database, with what to do when it cannot be opened.
pub async fn open(address: &str, chance: Chance) -> Result<Store, Failure> {
    Store::open(address, chance).await.map_err(|error| {
        Failure::from(error).help("check the address, and that the file or the server can be reached from here")
    })
}

/// Serves until it is told to stop, then lets what is under way finish.
pub async fn serve(
    store: Store,
    mode: Mode,
    settings: Settings,
    ready: impl FnOnce(&str),
) -> Result<ExitCode, Failure> {
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
        Failure::new(format!("cannot listen on {}: {error}", settings.listen))
            .help("another program may hold the port: choose one with --listen 127.0.0.1:8081")
    })?;
    let local = listener.local_addr().map_err(|error| Failure::new(error.to_string()))?;
    let address = settings.public_address.unwrap_or_else(|| format!("http://{local}"));
    let app = App::new(store.clone(), Clock::Machine(time_zone()), mode, address.clone())
        .await?
        .with_gallery(gallery_entries())
        .with_documents(Arc::new(paper::Paper::new()));
    if mode == Mode::Serve {
        send_mail(&app)?;
    }
    ready(&address);
    let pages = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, pages).with_graceful_shutdown(told_to_stop()).await;
    store.close().await;
    served.map_err(|error| Failure::new(format!("the service stopped: {error}")))?;
    Ok(ExitCode::SUCCESS)
}

/// The schemes that come with the program, for an authority to publish from.
fn gallery_entries() -> Vec<GalleryEntry> {
    let entries = crate::gallery::entries().into_iter();
    entries.map(|one| GalleryEntry { id: one.id, version: one.version, files: one.files }).collect()
}

/// Sends the mail that waits, beside everything else, if there is a mail server.
fn send_mail(app: &App) -> Result<(), Failure> {
    let settings = MailSettings::read(|name| std::env::var(name).ok()).map_err(Failure::new)?;
    match settings {
        Some(settings) => {
            let posted = post_mail(app.store.clone(), app.authority_ids(), settings);
            tokio::spawn(async move {
                if let Err(error) = posted.await {
                    tracing::error!(%error, "no mail is sent");
                }
            });
        }
        None => tracing::warn!("no mail is sent: SEVENSTEPS_MAIL_HOST names no mail server"),
    }
    Ok(())
}

/// Where English authorities are; days begin and end there.
pub fn time_zone() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

async fn told_to_stop() {
    let interrupt = async {
        // without the signal the service can still be killed: every change is whole on disk by then
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {},
        () = terminate => {},
    }
}

/// Runs asynchronous work to its end.
pub fn in_runtime<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("SEVENSTEPS_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .try_init()
        .ok();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    runtime.block_on(work)
}
