/**
 * Keys for machines: made by a person after a recent login, with some of that person's permissions, until a day at most
 * a year away. It uses no other feature.
 */
package org.acme.apikey;
