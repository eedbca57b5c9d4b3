package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * The records of an answer: the elements of the array that it is, or of the only array in the object that it is. Reads them one
 * by one, so that an answer of any length needs the memory of one. Not thread-safe.
 */
final class Records implements Iterator<JsonNode>, Closeable {

    private static final int FIELDS_TO_NAME = 10;

    /** Keeps each number as it was written, for the raw column. */
    private static final ObjectReader TREES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private final String what;
    private final JsonParser json;

    /** Of the object around the array; none if there is only an array. */
    private final List<String> fields = new ArrayList<>();

    private final boolean inEnvelope;
    private boolean hasNext;

    /**
     * Reads up to the first record.
     *
     * @param what this is, for messages
     * @throws EtlException if the answer has no array
     * @throws UncheckedIOException if it is no JSON
     */
    Records(String what, InputStream answer) {
        this.what = what;
        try {
            json = TREES.createParser(answer);
            JsonToken first = json.nextToken();
            inEnvelope = first == JsonToken.START_OBJECT;
            if (inEnvelope ? !toNextArray() : first != JsonToken.START_ARRAY) {
                throw refused(inEnvelope ? "an object" + names() : shape(first));
            }
            advance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        return hasNext;
    }

    /**
     * @throws EtlException if this is the last one and another array follows: which of them is meant?
     * @throws UncheckedIOException if the answer ends, or is no JSON any more
     */
    @Override
    public JsonNode next() {
        if (!hasNext) {
            throw new NoSuchElementException();
        }
        try {
            JsonNode record = TREES.readTree(json);
            advance();
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void advance() throws IOException {
        JsonToken token = json.nextToken();
        hasNext = token != JsonToken.END_ARRAY;
        if (!hasNext && inEnvelope && toNextArray()) {
            throw refused("an object with several arrays" + names());
        }
    }

    private boolean toNextArray() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            fields.add(json.currentName());
            if (json.nextToken() == JsonToken.START_ARRAY) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private EtlException refused(String got) {
        return new EtlException("Reading " + what + ": the API answered with " + got
                + " instead of an array, or an object with one array. Check the paths in application.properties; they are"
                + " invented.");
    }

    /** Names of fields, never their values: an answer may repeat what was sent. */
    private String names() {
        return " (fields: " + String.join(", ", fields.subList(0, Math.min(fields.size(), FIELDS_TO_NAME))) + ")";
    }

    private static String shape(JsonToken first) {
        return first == null
                ? "nothing"
                : first.name()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^value_", "")
                        .replace('_', ' ');
    }
}
