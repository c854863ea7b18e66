// Text read from a URL the same way by crawler and verifier: strict UTF-8, one spelling, of bounded length.
