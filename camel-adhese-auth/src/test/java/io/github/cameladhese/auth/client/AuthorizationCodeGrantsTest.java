package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.provider.TokenReply;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AuthorizationCodeGrantsTest {

    /** What may become of a request, or happen between two of them. */
    private enum Event {
        TOKEN,
        TOKEN_AND_REFRESH_TOKEN,
        NOT_SENT,
        LOST,
        REFUSED,
        GRANT_REFUSED,
        ANOTHER_LOGIN
    }

    private static final Grant CODE = CodeAccount.GRANT;
    private static final TokenTarget TARGET = Provider.ADULLAM.target("https://api.adullam.dev");

    /** Two requests are never under way at once, as the cache sees to it. */
    @Property
    void giveTheCodeOnceAndThenWhatCameOfIt(@ForAll @Size(max = 30) List<Event> events) {
        SentCodes sent = new SentCodes(3);
        AuthorizationCodeGrants grants = new AuthorizationCodeGrants(CODE, TARGET, sent);
        boolean codeIsGood = true;
        Grant refresh = null;
        int number = 0;
        for (Event event : events) {
            number++;
            assertThat(grants.last()).isEqualTo(refresh == null);
            if (event == Event.ANOTHER_LOGIN) {
                Grant other = CODE.with(Secret.of("code-" + number));
                assertThat(new AuthorizationCodeGrants(other, TARGET, sent).next())
                        .isEqualTo(other);
                continue;
            }
            Grant expected = refresh != null ? refresh : codeIsGood ? CODE : null;
            if (expected == null) {
                assertThatThrownBy(grants::next).isExactlyInstanceOf(AuthorizationCodeSpentException.class);
                continue;
            }
            assertThat(grants.next()).isEqualTo(expected);
            codeIsGood = codeIsGood && event == Event.NOT_SENT && refresh == null;
            if (event == Event.TOKEN_AND_REFRESH_TOKEN) {
                refresh = Grant.refreshToken(Secret.of("refresh-" + number));
            } else if (event == Event.GRANT_REFUSED) {
                refresh = null;
            }
            happen(event, grants, expected, number);
        }
    }

    private static void happen(Event event, AuthorizationCodeGrants grants, Grant grant, int number) {
        switch (event) {
            case TOKEN -> grants.succeeded(granted(null));
            case TOKEN_AND_REFRESH_TOKEN -> grants.succeeded(granted("refresh-" + number));
            case NOT_SENT -> grants.notSent(grant);
            case LOST -> assertTold(grants.failed(grant, lost(), false), grant, lost());
            case REFUSED -> assertTold(grants.failed(grant, refused(), false), grant, refused());
            case GRANT_REFUSED -> {
                TokenException told = grants.failed(grant, refused(), true);
                assertThat(told).isExactlyInstanceOf(AuthorizationCodeSpentException.class);
                assertThat(told.status()).hasValue(400);
                assertThat(told.oauthError()).contains("invalid_grant");
            }
            case ANOTHER_LOGIN -> throw new IllegalArgumentException("no outcome");
        }
    }

    private static void assertTold(TokenException told, Grant grant, TokenException failure) {
        if (grant.isCode()) {
            assertThat(told.retryable()).isFalse();
            assertThat(told)
                    .hasMessageStartingWith(TARGET.noToken())
                    .hasMessageContaining("works once")
                    .hasMessageNotContaining("Try again");
        } else {
            assertThat(told).hasSameClassAs(failure).hasMessage(failure.getMessage());
        }
    }

    @Example
    void leaveOutTheAdviceToTryAgainAndNothingElse() {
        for (String advice : List.of("Try again later.", "Try again in 7 s.", "Try again later, or raise x.")) {
            TokenException failure = unavailable("HTTP 503. " + advice);

            assertThat(new AuthorizationCodeGrants(CODE, TARGET, new SentCodes(1)).failed(CODE, failure, false))
                    .hasMessage(TARGET.noToken() + "HTTP 503. The authorization code was sent with this request, and"
                            + " works once. Let the user log in again, and pass on the new code.")
                    .hasCause(failure);
        }
    }

    @Example
    void keepANewerRefreshTokenWhenAnOlderOneIsRefused() {
        AuthorizationCodeGrants grants = new AuthorizationCodeGrants(CODE, TARGET, new SentCodes(1));
        grants.next();
        grants.succeeded(granted("refresh-1"));
        Grant older = grants.next();
        grants.succeeded(granted("refresh-2"));

        grants.failed(older, refused(), true);

        assertThat(grants.next()).isEqualTo(Grant.refreshToken(Secret.of("refresh-2")));
    }

    @Example
    void giveTheCodeToOneOfManyWhoAskAtOnce() throws InterruptedException {
        SentCodes sent = new SentCodes(10);
        AtomicInteger given = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(8);
        List<Thread> accounts = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    AuthorizationCodeGrants grants = new AuthorizationCodeGrants(CODE, TARGET, sent);
                    all.countDown();
                    try {
                        all.await();
                        grants.next();
                        given.incrementAndGet();
                    } catch (AuthorizationCodeSpentException e) {
                        // another was first
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        accounts.forEach(Thread::start);
        for (Thread account : accounts) {
            account.join();
        }
        assertThat(given).hasValue(1);
    }

    @Example
    void forgetTheCodesThatWereSentLongestAgo() {
        SentCodes sent = new SentCodes(2);
        Grant one = CODE.with(Secret.of("one"));
        Grant two = CODE.with(Secret.of("two"));
        Grant three = CODE.with(Secret.of("three"));

        assertThat(sent.add(one)).isTrue();
        assertThat(sent.add(two)).isTrue();
        assertThat(sent.add(one)).as("still known").isFalse();
        assertThat(sent.add(three)).isTrue();
        assertThat(sent.add(two)).as("still known").isFalse();
        assertThat(sent.add(three)).as("still known").isFalse();
        assertThat(sent.add(one)).as("forgotten").isTrue();
        sent.remove(three);
        assertThat(sent.add(three)).as("not sent after all").isTrue();
        assertThat(sent.toString()).isEqualTo("SentCodes[hidden]");
    }

    @Example
    void showNothingOfACode() {
        AuthorizationCodeGrants grants = new AuthorizationCodeGrants(CODE, TARGET, new SentCodes(1));
        grants.next();
        AuthorizationCodeSpentException failure =
                catchThrowableOfType(AuthorizationCodeSpentException.class, grants::next);

        assertThat(failure.status()).isEmpty();
        assertThat(failure.retryAfter()).isEmpty();
        Outlets.of(failure).showNo(CodeAccount.CODE);
        assertThat(CODE.toString()).doesNotContain("marker-code");
    }

    private static TokenException lost() {
        return unavailable("the connection broke. Try again later.");
    }

    private static TokenException unavailable(String message) {
        TokenFailure failure = TokenFailure.unanswered(TARGET, true).retryAfter(Duration.ofSeconds(7));
        return new TokenEndpointUnavailableException(failure, TARGET.noToken() + message, null);
    }

    private static TokenException refused() {
        return new CredentialsRejectedException(
                TokenFailure.answered(TARGET, 400, "invalid_grant", false), TARGET.noToken() + "no.", null);
    }

    private static TokenReply.Granted granted(String refreshToken) {
        Map<String, Object> json = refreshToken == null
                ? Map.of("access_token", "t")
                : Map.of("access_token", "t", "refresh_token", refreshToken);
        return (TokenReply.Granted) TokenFormat.json(JsonObjects::write).read(json);
    }
}
