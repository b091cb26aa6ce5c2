//! From which address a request comes.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};

use super::Hall;

/// The address that a request comes from: the proxy's word where there is a proxy, else the connection's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Address(pub IpAddr);

impl FromRequestParts<Hall> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Infallible> {
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let connection = connection.map(|ConnectInfo(address)| address.ip());
        let said = if hall.reach.behind_proxy { forwarded(parts) } else { None };
        Ok(Self(said.or(connection).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))))
    }
}

/// Returns the last address in the list: the one that our own proxy wrote.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let listed = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
    listed.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
