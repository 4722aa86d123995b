//! Serves the style page alone: `cargo run -p web --example style`, then http://127.0.0.1:8090/style.

use axum::Router;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let router = Router::new()
        .route("/style", get(web::style::show))
        .route("/assets/{name}", get(web::assets::serve))
        .route("/licences", get(web::assets::licences));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8090").await?;
    println!("http://{}/style", listener.local_addr()?);
    axum::serve(listener, router).await
}
