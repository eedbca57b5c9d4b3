package io.github.cameladhese.auth.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/** Reads JSON objects that a stranger sent, and writes those that are sent to one. Thread-safe. */
public final class JsonObjects {

    /** A token answer has one level, a token's claims a few. */
    private static final int DEEPEST = 32;

    private static final JsonMapper WRITER = JsonMapper.builder().build();

    private final ObjectReader reader = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // which of two tokens would be the right one?
                    .build())
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * The one JSON object that the bytes are.
     *
     * @throws IllegalArgumentException if they are anything else. It quotes nothing and has no cause: the parser's own
     *     message repeats what it stumbled over, which may be a secret.
     */
    public Map<String, Object> read(byte[] bytes) {
        Map<String, Object> object;
        try {
            object = reader.readValue(bytes);
        } catch (IOException e) {
            object = null;
        }
        if (object == null) { // also for the JSON text null
            throw new IllegalArgumentException("no JSON object");
        }
        return object;
    }

    /** A JSON object with these members, in their order. */
    public static String write(Map<String, String> members) {
        try {
            return WRITER.writeValueAsString(members);
        } catch (JsonProcessingException e) { // not as the cause, which may repeat what it stumbled over
            throw new IllegalStateException("a map of texts could not be written as JSON");
        }
    }
}
