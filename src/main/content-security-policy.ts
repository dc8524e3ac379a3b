/**
 * The one Content Security Policy (CSP Level 3) of every window's content, in Electron and in a browser:
 * nothing but the console's own files, no inline script, no frame around it, nowhere to send a form.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Inline styles for HTML mail alone: it is shown in a frame without rights that inherits this policy, and its styles are
  // inline. The window's own styles would do with the digest of an empty style element, which Fluent fills by script.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
