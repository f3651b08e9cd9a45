/** The address of a picture on our own origin; anything else is not shown. */
export const ownImage = (url: string | null): string | null => (url?.startsWith('/') ? url : null);
