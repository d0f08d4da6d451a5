package org.acme.security.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {

    @Test
    void device_is_the_combination_of_address_and_program() {
        String device = new Client("192.0.2.1", "curl").device();
        assertThat(device)
                .isEqualTo(new Client("192.0.2.1", "curl").device())
                .isNotEqualTo(new Client("192.0.2.2", "curl").device())
                .isNotEqualTo(new Client("192.0.2.1", "wget").device());
    }
}
