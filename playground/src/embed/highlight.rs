//! Colours for code: strings, keywords, tags and attributes, in HTML, TSX and Rust alike.

const KEYWORDS: [&str; 11] = [
    "const", "export", "fn", "from", "function", "import", "let", "mod", "pub", "return", "use",
];

/// A piece of code and its class in the style sheet.
pub struct Token {
    /// The class; empty for plain code.
    pub kind: &'static str,
    /// The code.
    pub text: &'static str,
}

/// The code in pieces; put together, they are the code.
pub fn tokens(code: &'static str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut before) = (code, ' ');
    while let Some(first) = rest.chars().next() {
        let (kind, len) = match first {
            '"' | '\'' => ("code-string", string(rest, first)),
            first if is_word(first) => {
                let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
                (word_kind(word, before, after), len)
            }
            first => ("", first.len_utf8()),
        };
        let (text, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
        before = text.chars().next_back().unwrap_or(' ');
        tokens.push(Token { kind, text });
        rest = after;
    }
    tokens
}

/// The length of the string that the code begins with.
fn string(code: &str, quote: char) -> usize {
    code.char_indices()
        .skip(1)
        .find(|(_, c)| *c == quote)
        .map_or(code.len(), |(end, c)| end + c.len_utf8())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

fn word_kind(word: &str, before: char, after: &str) -> &'static str {
    match before {
        '<' | '/' => "code-tag",
        _ if KEYWORDS.contains(&word) => "code-keyword",
        _ if after.starts_with('=') && !after.starts_with("=>") => "code-attribute",
        _ => "",
    }
}
