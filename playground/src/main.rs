//! The playground.
use kirimin_profile_card::ProfileCard;
use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <ProfileCard userid="761761"/> });
}
