// The user that a host gives: a plain copy of it, and whether a card can be made of it.

/** A copy as plain JSON values, `null` for what has none; throws for what is endless, for example. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

/**
 * Throws if no card can be made of a user, which is a plain value (see `Profile::from_json`).
 * @throws {TypeError} It names the first wrong field.
 */
export function check(user: unknown): void {
  const wrong = (field: string, type: string): never => {
    throw new TypeError(`kirimin-profile-card: user${field} must be a${type}`);
  };
  const isObject = user && typeof user === 'object' && !Array.isArray(user);
  const fields = isObject ? (user as Record<string, unknown>) : wrong('', 'n object');
  for (const name of ['id', 'username']) {
    const value = fields[name];
    if (typeof value !== 'string' || !/\P{White_Space}/u.test(value)) wrong(`.${name}`, ' non-empty string');
  }
  if (/.{1001}/su.test(fields.id as string)) wrong('.id', ' string of at most 1000 characters');
  if (typeof (fields.displayname ?? '') !== 'string') wrong('.displayname', ' string');
}
