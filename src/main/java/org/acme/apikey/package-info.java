/**
 * Keys for machines: made by a person after a recent login, with some of that person's permissions, until a day at most
 * a year away. It locks its owner's account by {@link org.acme.user.Accounts}.
 */
package org.acme.apikey;
