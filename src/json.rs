//! JSON in the browser: converts between plain JavaScript values and `serde_json`'s [`Value`].
//!
//! Text is parsed and written by the page's own `JSON`. `serde_json`'s parser and printer would
//! cost every visitor eight more kilobytes. Also, a lone surrogate becomes U+FFFD here (WHATWG
//! Encoding); `serde_json` would reject the whole response.

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast, JsValue};

/// Values nested deeper than this are read as `null`, to protect the stack. The friend API never
/// nests this deep.
const DEPTH: u8 = 32;

/// Parses a JSON text; `None` if it is malformed.
pub(crate) fn parse(text: &str) -> Option<Value> {
    JSON::parse(text).ok().map(|value| from_js(&value))
}

/// Writes a value as JSON text.
pub(crate) fn write(value: &Value) -> String {
    let text = JSON::stringify(&to_js(value)).ok();
    text.map_or_else(String::new, String::from)
}

/// Converts a value of the kind that `JSON.parse` returns. Anything else in it becomes `null`.
pub fn from_js(value: &JsValue) -> Value {
    read(value, DEPTH)
}

#[inline(never)]
fn read(value: &JsValue, depth: u8) -> Value {
    if let Some(text) = value.as_string() {
        return Value::String(text);
    }
    if let Some(number) = value.as_f64() {
        return read_number(number);
    }
    if let Some(truth) = value.as_bool() {
        return Value::Bool(truth);
    }
    if depth == 0 {
        return Value::Null;
    }
    if let Some(array) = value.dyn_ref::<Array>() {
        return array.iter().map(|item| read(&item, depth - 1)).collect();
    }
    let Some(object) = value.dyn_ref::<Object>() else {
        return Value::Null;
    };
    let mut fields = Map::new();
    for entry in Object::entries(object).iter() {
        let entry: Array = entry.unchecked_into();
        if let Some(name) = entry.get(0).as_string() {
            fields.insert(name, read(&entry.get(1), depth - 1));
        }
    }
    Value::Object(fields)
}

/// Keeps whole numbers whole, so that `1` is written as `1` again.
fn read_number(number: f64) -> Value {
    // The integers that a double holds exactly (ECMA-262, `Number.MAX_SAFE_INTEGER`).
    const SAFE: f64 = 9_007_199_254_740_991.0;
    let number = if number.trunc() == number && number.abs() <= SAFE {
        Some(Number::from(number as i64))
    } else {
        Number::from_f64(number)
    };
    number.map_or(Value::Null, Value::Number)
}

/// Converts to the JavaScript value that `JSON.parse` would return.
#[inline(never)]
pub fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(truth) => JsValue::from_bool(*truth),
        Value::Number(number) => number.as_f64().map_or(JsValue::NULL, JsValue::from_f64),
        Value::String(text) => JsValue::from_str(text),
        Value::Array(items) => items.iter().map(to_js).collect::<Array>().into(),
        Value::Object(fields) => {
            let object = Object::new();
            for (name, value) in fields {
                // Only fails for an object that is not extensible.
                let _ = js_sys::Reflect::set(&object, &name.into(), &to_js(value));
            }
            object.into()
        }
    }
}
