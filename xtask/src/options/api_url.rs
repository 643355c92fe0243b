//! The address of a server, as given with `--api`.

use url::Url;

/// Checks what can be seen of a server's address before a build of minutes;
/// whether the server answers is found out by the demo server.
pub fn api_url(text: &str) -> Result<String, String> {
    let refuse = |why: &str| {
        Err(format!(
            "{why}; an address is such as https://kirimin.example"
        ))
    };
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return refuse("the address must begin with http:// or https://");
    }
    if text.contains(char::is_whitespace) {
        return refuse("the address contains a space");
    }
    match Url::parse(text) {
        Err(error) => refuse(&error.to_string()),
        Ok(url) if url.query().is_some() || url.fragment().is_some() => {
            refuse("the address must not have a ? or # part")
        }
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            refuse("the address must not have a user name in it")
        }
        Ok(_) => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::api_url;

    #[test]
    fn a_bad_api_address_is_told_with_an_example() {
        for bad in [
            "kirimin.example",
            "ftp://kirimin.example",
            "https://",
            "https://:80",
            "http://host:port",
            "http://host:70000",
            "http://user@host",
            "http://host/?q",
            "http://host#x",
            "http://ho st",
        ] {
            let refusal = api_url(bad).err();
            assert!(
                refusal.is_some_and(|text| text.contains("such as https://")),
                "{bad}"
            );
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
