// What others may put into any field that they write: markup, a script's address, and an override that turns text around.

/** Is shown as it is, and does nothing. */
export const hostile = '<img src=x onerror=alert(1)> javascript:alert(2) \u202Etxet\u202C "\'&amp;'
