package org.acme.setting;

/** A setting with its current value. */
public record SettingView(String key, long value, String description) {}
