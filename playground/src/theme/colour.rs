//! Colours as the browser computes them, and how well one can be read on another.

/// A colour in sRGB, each part from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour([f64; 3]);

impl Colour {
    /// Reads `#rrggbb`, `rgb(r, g, b)` or `color(srgb r g b)`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(hex) = text.strip_prefix('#') {
            let part = |from: usize| {
                let part = u8::from_str_radix(hex.get(from..from + 2)?, 16).ok()?;
                Some(f64::from(part) / 255.0)
            };
            return Some(Self([part(0)?, part(2)?, part(4)?]));
        }
        let (function, rest) = text.split_once('(')?;
        let (rest, scale) = match function {
            "color" => (rest.strip_prefix("srgb ")?, 1.0),
            "rgb" | "rgba" => (rest, 255.0),
            _ => return None,
        };
        let mut parts = rest
            .split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | 'e'))
            .filter_map(|part| part.parse::<f64>().ok())
            .map(|part| (part / scale).clamp(0.0, 1.0));
        Some(Self([parts.next()?, parts.next()?, parts.next()?]))
    }

    /// As a colour input has it: `#rrggbb`.
    pub fn hex(self) -> String {
        let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
        let parts = self.0.map(|part| {
            // A cast from f64 saturates.
            let part = (part * 255.0).round() as u8;
            [digit(part / 16), digit(part % 16)]
        });
        std::iter::once('#')
            .chain(parts.into_iter().flatten())
            .collect()
    }

    /// The contrast of the two, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever has more contrast on it.
    pub fn black_or_white(self) -> Self {
        let [black, white] = [Self([0.0; 3]), Self([1.0; 3])];
        if self.contrast(black) > self.contrast(white) {
            black
        } else {
            white
        }
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}
