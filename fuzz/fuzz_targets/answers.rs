//! No answer panics the card, and what is adopted is about the asked user.
#![no_main]

use kirimin_profile_card_core::Profile;
use kirimin_profile_card_core::api::{ActionOutcome, ReadOutcome, Reply};
use libfuzzer_sys::fuzz_target;

/// The statuses that are told apart; anything else comes as it is.
const STATUSES: [u16; 8] = [200, 400, 401, 404, 429, 500, 503, 304];
const ASKED: [&str; 4] = ["761761", "dvnkz", "-1", "u761761"];

fn look_at(user: &Profile) {
    assert!(!user.username.is_empty() && !user.display_name.is_empty());
    let _ = (
        user.initial(),
        user.avatar_path(),
        user.friendship.actions(),
    );
    let again = Profile::from_json(&user.to_json()).expect("its own JSON");
    assert_eq!(again.id, user.id);
}

fuzz_target!(|data: &[u8]| {
    let [status, asked, body @ ..] = data else {
        return;
    };
    let status = STATUSES
        .get(usize::from(*status))
        .copied()
        .unwrap_or(u16::from(*status) + 300);
    let asked = ASKED[usize::from(*asked) % ASKED.len()];
    let Ok(body) = std::str::from_utf8(body) else {
        return;
    };
    let reply = || Reply::answer(status, None, body);
    match ActionOutcome::read(reply(), asked) {
        ActionOutcome::Done(user) | ActionOutcome::Refused(_, Some(user)) => {
            assert!(user.id == asked || user.is_deleted());
            look_at(&user);
        }
        _ => {}
    }
    if let ReadOutcome::Found(user) = ReadOutcome::read(reply(), asked) {
        assert!(user.id == asked || user.username.eq_ignore_ascii_case(asked));
        look_at(&user);
    }
});
