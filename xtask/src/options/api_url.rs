//! The address of a server, as given with `--api`.

use crate::run::{Problem, Result};

/// Checks what can be seen of a server's address before a build of minutes;
/// whether the server answers is found out by the demo server.
pub fn api_url(text: &str) -> Result<String> {
    let refuse = |why: &str| {
        Err(Problem::new(format!(
            "--api '{text}': {why}; it takes a server's address such as https://kirimin.example"
        )))
    };
    let Some(rest) = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"))
    else {
        return refuse("the address must begin with http:// or https://");
    };
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return refuse("the address contains a space");
    }
    if text.contains(['?', '#']) {
        return refuse("the address must not have a ? or # part");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return refuse("the address must not have a user name in it");
    }
    let (host, port) = split_port(authority);
    if host.is_empty() {
        return refuse("the address names no host");
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return refuse("the port is not a number up to 65535");
    }
    Ok(text.to_owned())
}

/// Splits `host:port`; an IPv6 host is in brackets and has colons of its own.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rfind(':') {
        Some(colon) if !authority[colon..].contains(']') => {
            (&authority[..colon], Some(&authority[colon + 1..]))
        }
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::api_url;

    #[test]
    fn a_bad_api_address_is_told_with_an_example() {
        for bad in [
            "kirimin.example",
            "ftp://kirimin.example",
            "https://",
            "https:///path",
            "https://:80",
            "http://host:port",
            "http://host:70000",
            "http://user@host",
            "http://host/?q",
            "http://host#x",
        ] {
            let message = api_url(bad).unwrap_err().to_string();
            assert!(message.contains(bad), "{message}");
            assert!(message.contains("such as https://"), "{message}");
            assert!(!message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn api_addresses_with_port_path_or_ipv6_host_are_taken() {
        for good in [
            "https://kirimin.example",
            "http://localhost:9000/",
            "http://[::1]:9000",
            "http://[::1]/base",
        ] {
            assert!(api_url(good).is_ok(), "{good}");
        }
    }
}
