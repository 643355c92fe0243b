//! The playground.

mod bench;

use kirimin_profile_card::ProfileCard;
use leptos::prelude::*;

fn main() {
    if bench::mount() {
        return;
    }
    mount_to_body(|| view! { <ProfileCard userid="761761"/> });
}
