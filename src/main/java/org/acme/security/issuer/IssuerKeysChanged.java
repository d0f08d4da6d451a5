package org.acme.security.issuer;

/** The issuer's keys have changed, so tokens that were verified before must be verified again. */
public record IssuerKeysChanged() {}
