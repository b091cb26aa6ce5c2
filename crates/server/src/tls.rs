//! How this program encrypts what it sends to other servers.

/// Chooses what encrypts, once for the whole program: what talks to stores of files asks for that. Databases and mail
/// servers choose the same by themselves.
pub fn prepare() {
    // Whoever was first chose the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
