package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameladhese.examples.etl.sandbox.SandboxData;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Data that has something happen in the middle of a run: while a request is answered, and so at the same request each time. */
final class DisturbedData implements SandboxData {

    private final SandboxData data;
    private final AtomicInteger requestsLeft = new AtomicInteger();
    private volatile Runnable disturbance = () -> {};

    DisturbedData(SandboxData data) {
        this.data = data;
    }

    void disturb(int requestsFromNow, Runnable disturbance) {
        this.disturbance = disturbance;
        requestsLeft.set(requestsFromNow);
    }

    @Override
    public List<ObjectNode> advertisers() {
        return after(data.advertisers());
    }

    @Override
    public List<ObjectNode> campaigns(long since, int offset, int limit) {
        return after(data.campaigns(since, offset, limit));
    }

    @Override
    public List<ObjectNode> bookingsOf(int campaignId) {
        return after(data.bookingsOf(campaignId));
    }

    @Override
    public List<ObjectNode> creativesOf(int campaignId) {
        return after(data.creativesOf(campaignId));
    }

    private List<ObjectNode> after(List<ObjectNode> answer) {
        if (requestsLeft.decrementAndGet() == 0) {
            disturbance.run();
        }
        return answer;
    }
}
