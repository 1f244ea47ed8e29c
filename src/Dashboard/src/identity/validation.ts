/** The server's own rules, told early; it checks them again. */
export const username = (value: string) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{1,38}$/.test(value) ? null : 'Use 2 to 39 letters, digits, dots, dashes or underscores';
export const email = (value: string) => (/^[^\s@]+@[^\s@]+$/.test(value) ? null : 'Enter an e-mail address');
export const password = (value: string) =>
  value.length < 8 ? 'Use at least 8 characters' : value.length > 128 ? 'Use at most 128 characters' : null;
export const required = (value: string) => (value.trim() ? null : 'Fill this in');
