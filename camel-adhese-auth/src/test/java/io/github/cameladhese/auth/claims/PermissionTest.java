package io.github.cameladhese.auth.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTest {

    @Test
    void belongsToTheAdheseApiUnlessItNamesAnotherScope() {
        assertThat(Permission.list("campaign:view, ratecard/ratecard:view"))
                .containsExactly(
                        new Permission("adhese-api", "campaign:view"), new Permission("ratecard", "ratecard:view"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a b", " a ,, b ", "a\tb\n", ",a,b,", "a,b,a", "adhese-api/a,b"})
    void isSeparatedByCommasOrSpaceAndCountedOnce(String text) {
        assertThat(Permission.list(text))
                .isEqualTo(Set.of(new Permission("adhese-api", "a"), new Permission("adhese-api", "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , \n"})
    void isNotInAnEmptyList(String text) {
        assertThat(Permission.list(text)).isEmpty();
    }

    @Test
    void keepsFurtherSlashesInItsName() {
        assertThat(Permission.list("ratecard/a/b")).containsExactly(new Permission("ratecard", "a/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/campaign:view", "ratecard/", "a,ratecard/"})
    void hasAScopeBeforeItsSlashAndANameBehind(String text) {
        assertThatThrownBy(() -> Permission.list(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("' is no permission. Write it like campaign:view");
    }

    @ParameterizedTest
    @ValueSource(strings = {"campaign:view", "ratecard/ratecard:view"})
    void isShownAsItIsWritten(String text) {
        assertThat(Permission.list(text)).singleElement().hasToString(text);
    }
}
