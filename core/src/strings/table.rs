//! The table of all strings: key, English, Indonesian.
//!
//! `{name}`, `{seconds}`, `{code}` and `{state}` are placeholders.

macro_rules! strings {
    ($($(#[$doc:meta])* $key_name:ident $key:literal $english:literal $indonesian:literal;)*) => {
        /// One string of the card, with its placeholders.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum StringKey { $(#[doc = $english] $key_name,)* }

        pub(super) const KEYS: &[&str] = &[$($key),*];
        pub(super) const ENGLISH: &[&str] = &[$($english),*];
        pub(super) const INDONESIAN: &[&str] = &[$($indonesian),*];
    };
}

strings! {
    Add "add" "Add friend" "Tambah teman";
    Unfriend "unfriend" "Unfriend" "Hapus pertemanan";
    Cancel "cancel" "Cancel request" "Batalkan permintaan";
    Accept "accept" "Accept" "Terima";
    Reject "reject" "Reject" "Tolak";

    AskUnfriend "askUnfriend" "Unfriend {name}?" "Hapus pertemanan dengan {name}?";
    AskCancel "askCancel" "Cancel your request to {name}?" "Batalkan permintaanmu ke {name}?";
    AskReject "askReject" "Reject the request from {name}?" "Tolak permintaan dari {name}?";
    YesUnfriend "yesUnfriend" "Yes, unfriend" "Ya, hapus";
    YesCancel "yesCancel" "Yes, cancel it" "Ya, batalkan";
    YesReject "yesReject" "Yes, reject" "Ya, tolak";
    No "no" "No" "Tidak";

    IsNone "isNone" "Not friends yet" "Belum berteman";
    IsFriends "isFriends" "You are friends" "Kalian berteman";
    IsSent "isSent" "Friend request sent" "Permintaan pertemanan terkirim";
    IsReceived "isReceived" "Wants to be your friend" "Ingin berteman denganmu";
    IsUnknown "isUnknown" "Unknown friendship state ({state})" "Status pertemanan tidak dikenal ({state})";
    IsYou "isYou" "This is you" "Ini kamu";
    IsDeleted "isDeleted" "This account has been deleted" "Akun ini telah dihapus";
    FormerMember "formerMember" "Former member" "Mantan anggota";

    Adding "adding" "Sending your request…" "Mengirim permintaan…";
    Unfriending "unfriending" "Unfriending…" "Menghapus pertemanan…";
    Cancelling "cancelling" "Cancelling your request…" "Membatalkan permintaan…";
    Accepting "accepting" "Accepting…" "Menerima…";
    Rejecting "rejecting" "Rejecting…" "Menolak…";
    Loading "loading" "Loading…" "Memuat…";
    Waiting "waiting" "Trying again in {seconds} s" "Mencoba lagi dalam {seconds} dtk";
    WaitingOffline "waitingOffline" "You are offline. This goes on by itself." "Kamu sedang offline. Ini berlanjut sendiri nanti.";

    Added "added" "Your friend request to {name} was sent." "Permintaan pertemanan ke {name} terkirim.";
    Unfriended "unfriended" "You and {name} are no longer friends." "Kamu dan {name} tidak lagi berteman.";
    Cancelled "cancelled" "Your request to {name} was cancelled." "Permintaanmu ke {name} dibatalkan.";
    Accepted "accepted" "You and {name} are friends now." "Kamu dan {name} sekarang berteman.";
    Rejected "rejected" "You rejected the request from {name}." "Kamu menolak permintaan dari {name}.";

    HadAsked "hadAsked" "{name} had asked you already: you are friends now." "{name} sudah lebih dulu meminta: kalian sekarang berteman.";
    HadAccepted "hadAccepted" "{name} had already accepted: you are friends." "{name} sudah menerima: kalian berteman.";
    AlreadyFriends "alreadyFriends" "You and {name} are already friends." "Kamu dan {name} sudah berteman.";
    HadWithdrawn "hadWithdrawn" "{name} had already cancelled the request." "{name} sudah membatalkan permintaannya.";
    HadChanged "hadChanged" "Something had changed in the meantime. Now: {state}." "Sementara itu ada yang berubah. Sekarang: {state}.";

    FaultUserid "faultUserid" "This card was given no valid user id." "Kartu ini tidak diberi id pengguna yang sah.";
    FaultOffline "faultOffline" "You are offline. Try again once you are connected." "Kamu sedang offline. Coba lagi setelah tersambung.";
    FaultLost "faultLost" "The connection was lost. Please try again." "Koneksi terputus. Silakan coba lagi.";
    FaultTimedOut "faultTimedOut" "The server did not answer in time. Please try again." "Server tidak menjawab tepat waktu. Silakan coba lagi.";
    FaultUnreadable "faultUnreadable" "The server gave an answer that cannot be read." "Jawaban server tidak dapat dibaca.";
    FaultMismatched "faultMismatched" "The server answered about somebody else." "Server menjawab tentang orang lain.";
    FaultNotFound "faultNotFound" "This user was not found." "Pengguna ini tidak ditemukan.";
    FaultLoggedOut "faultLoggedOut" "You are not logged in." "Kamu belum masuk.";
    FaultTooMany "faultTooMany" "Too many requests. Please wait a moment and try again." "Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi.";
    FaultRefused "faultRefused" "The server refused this ({code})." "Server menolak ini ({code}).";
    FaultServer "faultServer" "The server has a problem ({code}). Please try again later." "Server sedang bermasalah ({code}). Coba lagi nanti.";
    /// The server knows the user but not what the action was about.
    FaultAction "faultAction" "The server could not do this. Please try again." "Server tidak dapat melakukannya. Silakan coba lagi.";
    Unsure "unsure" "It is not certain what came of it." "Belum pasti apa hasilnya.";
    TryAgain "tryAgain" "Try again" "Coba lagi";
    CheckAgain "checkAgain" "Check again" "Periksa lagi";

    Profile "profile" "Profile" "Profil";
    UnknownUser "unknownUser" "Unknown user" "Pengguna tidak dikenal";
    You "you" "You" "Kamu";
    Friendship "friendship" "Friendship" "Pertemanan";
    Bio "bio" "Bio" "Bio";
    NoBio "noBio" "No bio yet" "Belum ada bio";
    Badges "badges" "Badges" "Lencana";
    BadgeDeveloper "badgeDeveloper" "Developer" "Pengembang";
    BadgeStaff "badgeStaff" "Staff" "Staf";
    BadgeModerator "badgeModerator" "Moderator" "Moderator";
    BadgeDonator "badgeDonator" "Loyal donator" "Donatur setia";
    BadgeVerified "badgeVerified" "Verified" "Terverifikasi";
    BadgeBot "badgeBot" "AI bot" "Bot AI";
}
