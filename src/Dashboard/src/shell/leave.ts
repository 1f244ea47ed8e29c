/** What the codes of refused requests mean for the sign-in page. */
export const reasonsByCode: Record<string, string> = {
  signed_out_disabled: 'disabled',
  signed_out_account_expired: 'account_expired',
  signed_out_expired: 'expired',
};

export function loginPath(from: { pathname: string; search: string }, reason?: string): string {
  const parameters = new URLSearchParams();
  const path = from.pathname + from.search;
  if (path !== '/') parameters.set('return', path);
  if (reason) parameters.set('reason', reason);
  const text = parameters.toString();
  return text ? `/login?${text}` : '/login';
}

let leaving = false;

/** Shows the sign-in page, which leads back to where the visitor was. A fresh load: nothing of the old session stays in memory. */
export function leave(reason?: string): void {
  if (leaving) return;
  const here = window.location;
  if (['/login', '/signup', '/setup'].includes(here.pathname)) return;
  leaving = true;
  here.replace(loginPath(here, reason));
}
