import { config } from 'zod/v4/core';

// The content security policy forbids `eval`; zod would try it, and the browser would report that. Imported before any schema.
config({ jitless: true });
