//! The table of all strings: key, English, and the text in each of the other [`LANGUAGES`], in their order.
//!
//! `{name}`, `{seconds}`, `{code}` and `{state}` are placeholders.

/// A language that the card speaks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// The code of the texts, as in `Intl` (BCP 47).
    pub(super) locale: &'static str,
    /// The language subtags that choose it, in lower case.
    pub(super) tags: &'static [&'static str],
}

/// All languages. The first is English, for every tag that chooses no other.
pub(super) const LANGUAGES: [Language; 2] = [
    Language {
        locale: "en",
        tags: &["en"],
    },
    Language {
        locale: "id",
        // `in` was the code before 1989; some browsers and servers still send it.
        tags: &["id", "in"],
    },
];

macro_rules! strings {
    ($($(#[$doc:meta])* $key_name:ident $key:literal $english:literal $others:tt;)*) => {
        /// One string of the card, with its placeholders.
        ///
        /// ```
        /// use kirimin_profile_card_core::strings::{StringKey, Strings};
        ///
        /// assert_eq!(Strings::default().get(StringKey::Accept), "Accept");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum StringKey { $(#[doc = $english] $key_name,)* }

        pub(super) const KEYS: &[&str] = &[$($key),*];
        pub(super) const TEXTS: &[[&str; LANGUAGES.len()]] = &[$(row($english, $others)),*];
    };
}

/// A text in all languages. Apart, so that the compiler points at a row that lacks one.
const fn row(
    english: &'static str,
    others: [&'static str; LANGUAGES.len() - 1],
) -> [&'static str; LANGUAGES.len()] {
    let mut row = [english; LANGUAGES.len()];
    let mut index = 0;
    while index < others.len() {
        row[index + 1] = others[index];
        index += 1;
    }
    row
}

strings! {
    Add "add" "Add friend" ["Tambah teman"];
    Unfriend "unfriend" "Unfriend" ["Hapus pertemanan"];
    Cancel "cancel" "Cancel request" ["Batalkan permintaan"];
    Accept "accept" "Accept" ["Terima"];
    Reject "reject" "Reject" ["Tolak"];

    AskUnfriend "askUnfriend" "Unfriend {name}?" ["Hapus pertemanan dengan {name}?"];
    AskCancel "askCancel" "Cancel your request to {name}?" ["Batalkan permintaanmu ke {name}?"];
    AskReject "askReject" "Reject the request from {name}?" ["Tolak permintaan dari {name}?"];
    YesUnfriend "yesUnfriend" "Yes, unfriend" ["Ya, hapus"];
    YesCancel "yesCancel" "Yes, cancel it" ["Ya, batalkan"];
    YesReject "yesReject" "Yes, reject" ["Ya, tolak"];
    StayFriends "stayFriends" "Stay friends" ["Tetap berteman"];
    KeepRequest "keepRequest" "Keep request" ["Jangan"];

    IsNone "isNone" "Not friends yet" ["Belum berteman"];
    IsFriends "isFriends" "You're friends" ["Kalian berteman"];
    IsSent "isSent" "Friend request sent" ["Permintaan pertemanan terkirim"];
    IsReceived "isReceived" "Wants to be your friend" ["Ingin berteman denganmu"];
    IsUnknown "isUnknown" "Unknown friendship status ({state})" ["Status pertemanan tidak dikenal ({state})"];
    IsYou "isYou" "This is you" ["Ini kamu"];
    IsDeleted "isDeleted" "This account has been deleted" ["Akun ini sudah dihapus"];
    FormerMember "formerMember" "Former member" ["Mantan anggota"];

    Adding "adding" "Sending your request…" ["Mengirim permintaan…"];
    Unfriending "unfriending" "Unfriending…" ["Menghapus pertemanan…"];
    Cancelling "cancelling" "Cancelling your request…" ["Membatalkan permintaan…"];
    Accepting "accepting" "Accepting…" ["Menerima…"];
    Rejecting "rejecting" "Rejecting…" ["Menolak…"];
    Loading "loading" "Loading…" ["Memuat…"];
    /// `{seconds}` is a number with its unit, in the card's language: "3 seconds".
    Waiting "waiting" "Retrying in {seconds}" ["Mencoba lagi dalam {seconds}"];
    WaitingOffline "waitingOffline" "You're offline. We'll continue when you're back online." ["Kamu sedang offline. Akan dilanjutkan otomatis setelah tersambung."];

    Added "added" "Your friend request to {name} has been sent." ["Permintaan pertemananmu ke {name} sudah terkirim."];
    Unfriended "unfriended" "You and {name} are no longer friends." ["Kamu dan {name} tidak berteman lagi."];
    Cancelled "cancelled" "Your request to {name} has been cancelled." ["Permintaanmu ke {name} sudah dibatalkan."];
    Accepted "accepted" "You and {name} are friends now." ["Kamu dan {name} sekarang berteman."];
    Rejected "rejected" "You rejected the request from {name}." ["Kamu menolak permintaan dari {name}."];

    HadAsked "hadAsked" "{name} had already sent you a request, so you're friends now." ["{name} sudah lebih dulu mengirim permintaan, jadi sekarang kalian berteman."];
    HadAccepted "hadAccepted" "{name} had already accepted, so you're friends now." ["{name} sudah menerima, jadi sekarang kalian berteman."];
    AlreadyFriends "alreadyFriends" "You and {name} are already friends." ["Kamu dan {name} sudah berteman."];
    HadWithdrawn "hadWithdrawn" "{name} had already cancelled the request." ["{name} sudah membatalkan permintaannya."];
    HadChanged "hadChanged" "This has changed: {state}" ["Ini sudah berubah: {state}"];

    FaultUserid "faultUserid" "This card has no valid user ID." ["ID pengguna kartu ini tidak valid."];
    FaultOffline "faultOffline" "You're offline. Please try again when you're back online." ["Kamu sedang offline. Coba lagi setelah tersambung."];
    FaultLost "faultLost" "The connection was lost. Please try again." ["Koneksi terputus. Silakan coba lagi."];
    FaultTimedOut "faultTimedOut" "The server took too long to answer. Please try again." ["Server terlalu lama menjawab. Silakan coba lagi."];
    FaultUnreadable "faultUnreadable" "The server sent an answer we couldn't read. Please try again." ["Jawaban server tidak bisa dibaca. Silakan coba lagi."];
    FaultMismatched "faultMismatched" "The server answered about someone else. Please try again." ["Server menjawab tentang orang lain. Silakan coba lagi."];
    FaultNotFound "faultNotFound" "This user wasn't found." ["Pengguna ini tidak ditemukan."];
    FaultLoggedOut "faultLoggedOut" "Log in to see this profile." ["Masuk dulu untuk melihat profil ini."];
    FaultTooMany "faultTooMany" "Too many requests. Please wait a moment and try again." ["Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."];
    FaultRefused "faultRefused" "The server refused this request ({code})." ["Server menolak permintaan ini ({code})."];
    FaultServer "faultServer" "The server is having problems ({code}). Please try again later." ["Server sedang bermasalah ({code}). Coba lagi nanti."];
    /// The server knows the user but not what the action was about.
    FaultAction "faultAction" "That didn't work. Please try again." ["Itu tidak berhasil. Silakan coba lagi."];
    Unsure "unsure" "We couldn't confirm whether that worked." ["Belum bisa dipastikan apakah ini berhasil."];
    TryAgain "tryAgain" "Try again" ["Coba lagi"];
    CheckAgain "checkAgain" "Check again" ["Periksa lagi"];

    Profile "profile" "Profile" ["Profil"];
    UnknownUser "unknownUser" "Unknown user" ["Pengguna tidak dikenal"];
    You "you" "You" ["Kamu"];
    Friendship "friendship" "Friendship" ["Pertemanan"];
    Bio "bio" "Bio" ["Bio"];
    NoBio "noBio" "No bio yet" ["Belum ada bio"];
    Badges "badges" "Badges" ["Lencana"];
    BadgeDeveloper "badgeDeveloper" "Developer" ["Pengembang"];
    BadgeStaff "badgeStaff" "Staff" ["Staf"];
    BadgeModerator "badgeModerator" "Moderator" ["Moderator"];
    BadgeDonator "badgeDonator" "Loyal donator" ["Donatur setia"];
    BadgeVerified "badgeVerified" "Verified" ["Terverifikasi"];
    BadgeBot "badgeBot" "AI bot" ["Bot AI"];
}
