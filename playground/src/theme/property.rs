//! The card's custom properties (`docs/theming.md`) and how each is edited.

/// How a value is chosen.
#[derive(Clone, Copy, Debug)]
pub enum Control {
    /// A colour. Until it is set, what `fallback` says.
    Colour(Fallback),
    /// A length in `em`.
    Length {
        /// The smallest.
        min: f64,
        /// The largest.
        max: f64,
        /// Between two neighbours.
        step: f64,
        /// The card's default.
        default: f64,
    },
    /// A font family.
    Font,
}

/// What a colour is as long as it is not set.
#[derive(Clone, Copy, Debug)]
pub enum Fallback {
    /// What the card's own style sheet keeps in this property; else, in light and dark, these.
    Card(&'static str, [&'static str; 2]),
    /// Black or white, whichever has more contrast on that property's colour.
    On(&'static str),
    /// That property's colour.
    Same(&'static str),
}

/// One custom property.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it is called in English and Indonesian.
    pub label: [&'static str; 2],
    /// How it is edited.
    pub control: Control,
}

const fn colour(name: &'static str, label: [&'static str; 2], fallback: Fallback) -> Property {
    Property {
        name,
        label,
        control: Control::Colour(fallback),
    }
}

const fn length(
    name: &'static str,
    label: [&'static str; 2],
    [min, max, step]: [f64; 3],
    default: f64,
) -> Property {
    Property {
        name,
        label,
        control: Control::Length {
            min,
            max,
            step,
            default,
        },
    }
}

/// The colour of buttons that add or accept.
pub const ACCENT: &str = "--kirimin-card-accent";
/// The colour of text on it.
pub const ON_ACCENT: &str = "--kirimin-card-on-accent";
/// The colour of buttons that end something.
pub const DANGER: &str = "--kirimin-card-danger";
/// The colour of text on it.
pub const ON_DANGER: &str = "--kirimin-card-on-danger";
/// The background.
pub const SURFACE: &str = "--kirimin-card-surface";
/// The text colour.
pub const COLOR: &str = "--kirimin-card-color";
/// The colour of secondary text.
pub const MUTED: &str = "--kirimin-card-muted";

/// All of them, in the order in which they are shown and written.
pub const PROPERTIES: [Property; 15] = [
    colour(
        ACCENT,
        ["Accent", "Aksen"],
        Fallback::Card("--_accent-fill", ["#3757d6", "#4463de"]),
    ),
    colour(
        ON_ACCENT,
        ["Text on accent", "Teks pada aksen"],
        Fallback::On(ACCENT),
    ),
    colour(
        DANGER,
        ["Danger", "Bahaya"],
        Fallback::Card("--_danger-fill", ["#b8233b", "#c73349"]),
    ),
    colour(
        ON_DANGER,
        ["Text on danger", "Teks pada bahaya"],
        Fallback::On(DANGER),
    ),
    colour(
        SURFACE,
        ["Background", "Latar belakang"],
        Fallback::Card("--_surface", ["#ffffff", "#1b1e26"]),
    ),
    colour(
        COLOR,
        ["Text", "Teks"],
        Fallback::Card("--_ink", ["#1b1e27", "#eef0f6"]),
    ),
    colour(
        MUTED,
        ["Secondary text", "Teks sekunder"],
        Fallback::Card("--_muted", ["#59606e", "#a9b0be"]),
    ),
    colour(
        "--kirimin-card-line",
        ["Border", "Garis tepi"],
        Fallback::Card("--_line", ["#868c99", "#7c8392"]),
    ),
    colour(
        "--kirimin-card-focus",
        ["Focus ring", "Penanda fokus"],
        Fallback::Same(ACCENT),
    ),
    length(
        "--kirimin-card-radius",
        ["Corner radius", "Radius sudut"],
        [0.0, 2.0, 0.125],
        1.0,
    ),
    length(
        "--kirimin-card-gap",
        ["Gap", "Jarak antarbagian"],
        [0.25, 2.0, 0.125],
        0.75,
    ),
    length(
        "--kirimin-card-padding",
        ["Padding", "Jarak tepi"],
        [0.25, 2.5, 0.125],
        1.0,
    ),
    length(
        "--kirimin-card-width",
        ["Maximum width", "Lebar maksimum"],
        [16.0, 30.0, 0.5],
        25.0,
    ),
    length(
        "--kirimin-card-avatar-size",
        ["Picture size", "Ukuran foto"],
        [2.0, 7.0, 0.25],
        4.0,
    ),
    Property {
        name: "--kirimin-card-font",
        label: ["Font", "Font"],
        control: Control::Font,
    },
];

/// The fonts one can choose: the value, and what it is called. The first is the card's default.
pub const FONTS: [(&str, [&str; 2]); 5] = [
    ("", ["System", "Sistem"]),
    ("Georgia, serif", ["Serif", "Serif"]),
    ("ui-rounded, Nunito, sans-serif", ["Rounded", "Bulat"]),
    ("Optima, Candara, sans-serif", ["Humanist", "Humanis"]),
    ("ui-monospace, monospace", ["Monospace", "Monospace"]),
];
