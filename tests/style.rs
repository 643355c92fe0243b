//! The style sheet without a browser: what it may use, and whether its colours can be read.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

const CSS: &str = include_str!("../style/card.css");

/// The sheet without comments.
fn code() -> String {
    let parts = CSS.split("/*");
    parts
        .map(|part| part.split_once("*/").map_or(part, |(_, code)| code))
        .collect()
}

/// The rules outside of `@supports`, which every supported browser has to understand.
fn without_refinements() -> String {
    let code = code();
    let mut plain = String::new();
    let mut rest = code.as_str();
    while let Some((before, after)) = rest.split_once("@supports") {
        plain.push_str(before);
        let mut depth = 0;
        let end = after.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == '}' && depth == 0
        });
        rest = &after[end.expect("the block ends") + 1..];
    }
    plain + rest
}

/// Chrome 111, Firefox 115 and Safari 16.4.
#[test]
fn the_oldest_supported_browsers_understand_every_rule() {
    let plain = without_refinements();
    for newer in [
        "light-dark(",
        "(from ",
        ":has(",
        "&",
        "lh)",
        "lh;",
        "/ \"\"",
        "@layer",
        "@scope",
    ] {
        assert!(
            !plain.contains(newer),
            "{newer} is not understood by all of them"
        );
    }
    // No nested rules: a block opens another only in an at-rule.
    let mut open = Vec::new();
    for (index, c) in plain.char_indices() {
        match c {
            '{' => {
                let head = plain[..index]
                    .rsplit(['{', '}', ';'])
                    .next()
                    .unwrap()
                    .trim();
                assert!(open.last() != Some(&false), "nested: {head}");
                open.push(head.starts_with('@'));
            }
            '}' => drop(open.pop()),
            _ => {}
        }
    }
}

/// The last value of a custom property that this block gives it, for light or dark.
fn colour(block: &str, name: &str, dark: bool) -> [f64; 3] {
    let declaration = block
        .split([';', '{', '}'])
        .find(|declaration| declaration.trim().starts_with(&format!("{name}:")))
        .unwrap_or_else(|| panic!("no {name}"));
    let hexes: Vec<_> = declaration.split('#').skip(1).collect();
    let hex: String = hexes[if dark { hexes.len() - 1 } else { 0 }]
        .chars()
        .take_while(char::is_ascii_hexdigit)
        .collect();
    let channel = |index: usize| match hex.len() {
        3 => u8::from_str_radix(&hex[index..=index].repeat(2), 16),
        _ => u8::from_str_radix(&hex[2 * index..2 * index + 2], 16),
    };
    [0, 1, 2].map(|index| f64::from(channel(index).unwrap()) / 255.0)
}

/// WCAG 2.2, "relative luminance".
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|channel| match channel {
        ..=0.040_45 => channel / 12.92,
        _ => ((channel + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// WCAG 2.2, "contrast ratio".
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_pair_of_colours_can_be_read() {
    let code = code();
    let (plain, refined) = code.split_once("@supports (color: light-dark").unwrap();
    let white = [1.0; 3];
    for (what, block, dark) in [
        ("the fallback", plain, false),
        ("light", refined, false),
        ("dark", refined, true),
    ] {
        let get = |name| colour(block, name, dark);
        let surface = get("--_surface");
        // Text: 4.5 to 1 (1.4.3), also on the tint of a message or a soft button.
        for name in ["--_ink", "--_muted", "--_accent", "--_danger"] {
            let ratio = contrast(get(name), surface);
            assert!(ratio >= 4.5, "{what}: {name} on the surface has {ratio:.2}");
            let own = get(name);
            let soft = [0, 1, 2].map(|i| surface[i] * 0.88 + own[i] * 0.12);
            let ratio = contrast(own, soft);
            assert!(
                ratio >= 4.5,
                "{what}: {name} on its own tint has {ratio:.2}"
            );
        }
        // Borders of controls: 3 to 1 (1.4.11).
        let ratio = contrast(get("--_line"), surface);
        assert!(ratio >= 3.0, "{what}: a border has {ratio:.2}");
    }
    for (what, block, name, dark) in [
        ("the fallback", plain, "--_accent", false),
        ("the fallback", plain, "--_danger", false),
        ("light", refined, "--_accent-fill", false),
        ("light", refined, "--_danger-fill", false),
        ("dark", refined, "--_accent-fill", true),
        ("dark", refined, "--_danger-fill", true),
    ] {
        let ratio = contrast(white, colour(block, name, dark));
        assert!(ratio >= 4.5, "{what}: white on {name} has {ratio:.2}");
    }
}
