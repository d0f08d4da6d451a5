/** Login. It finds accounts through {@link org.acme.user.Accounts}. */
package org.acme.session;
