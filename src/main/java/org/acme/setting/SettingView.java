package org.acme.setting;

/** A setting and what it is worth just now. */
public record SettingView(String key, long value, String description) {}
