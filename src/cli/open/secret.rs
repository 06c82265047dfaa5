//! What lets a browser in: a word of 128 bits in the first address, kept in a cookie, and
//! a second one that only a page of ours knows.

use std::fmt::Write;

/// The secrets of a run and the names that its requests must carry.
pub struct Secret {
    port: u16,
    /// In the first address, then in the cookie.
    entry: String,
    /// In a header of every request for data: another site can neither read nor set it.
    page: String,
}

/// The header that carries [`Secret::page`].
pub const HEADER: &str = "x-jixiao";

impl Secret {
    /// New ones for the server at `port`.
    ///
    /// # Errors
    /// A system that gives no random bytes.
    pub fn new(port: u16) -> Result<Secret, getrandom::Error> {
        Ok(Secret { port, entry: word()?, page: word()? })
    }

    /// The address that lets a browser in.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?t={}", self.port, self.entry)
    }

    /// Whether `host` is what a browser calls this server. Another name that leads here
    /// is how a foreign page would ask in its own name (DNS rebinding).
    pub fn is_host(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"]
            .iter()
            .any(|name| host == format!("{name}:{}", self.port))
    }

    /// Whether a request comes from a page of this server.
    pub fn is_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_host(host))
    }

    /// Whether `word` is that of the first address.
    pub fn is_entry(&self, word: &str) -> bool {
        same(word, &self.entry)
    }

    /// Whether `word` is that of the page.
    pub fn is_page(&self, word: &str) -> bool {
        same(word, &self.page)
    }

    /// The word of the page, to be put into it.
    pub fn page(&self) -> &str {
        &self.page
    }

    /// The cookie to be kept. Browsers keep cookies by host alone, so that the port in its
    /// name keeps two servers apart.
    pub fn cookie(&self) -> String {
        format!(
            "{}={}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie_name(),
            self.entry
        )
    }

    /// Whether the header `Cookie` holds the word of the first address.
    pub fn is_in(&self, cookies: &str) -> bool {
        let name = self.cookie_name();
        let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.into_iter().any(|(key, word)| key == name && self.is_entry(word))
    }

    fn cookie_name(&self) -> String {
        format!("jixiao-{}", self.port)
    }
}

/// 128 random bits as hexadecimal digits.
fn word() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |mut word, byte| {
        // a String never fails to be written to
        let _ = write!(word, "{byte:02x}");
        word
    }))
}

/// Compares in a time that does not tell how much of it is right.
fn same(a: &str, b: &str) -> bool {
    let different = a.bytes().zip(b.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    a.len() == b.len() && different == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_names_and_words() {
        let secret = Secret::new(4711).unwrap();
        assert!(secret.is_host("127.0.0.1:4711") && secret.is_host("localhost:4711"));
        for host in ["127.0.0.1", "localhost:4712", "evil.example:4711", "", "[::1]:4711"]
        {
            assert!(!secret.is_host(host), "{host}");
        }
        assert!(secret.is_origin("http://127.0.0.1:4711"));
        assert!(!secret.is_origin("https://127.0.0.1:4711"));
        assert!(!secret.is_origin("null"));
        let entry = secret.address().split_once("?t=").unwrap().1.to_owned();
        assert!(secret.is_entry(&entry) && !secret.is_entry(&entry[1..]));
        assert!(secret.is_in(&format!("a=b; jixiao-4711={entry}")));
        assert!(!secret.is_in(&format!("jixiao-4712={entry}")));
        assert!(!secret.is_page(&entry) && secret.is_page(secret.page()));
    }
}
