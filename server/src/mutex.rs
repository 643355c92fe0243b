//! Locking.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after another holder panicked: each request stands for itself,
/// and SQLite rolled back what that one had begun.
pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
