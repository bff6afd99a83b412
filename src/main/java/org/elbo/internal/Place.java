package org.elbo.internal;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer that can be moved to a place in any block of floats, without making a new one. */
final class Place extends FloatPointer {
    private static final ThreadLocal<Place[]> OWN =
            ThreadLocal.withInitial(() -> new Place[] {new Place(), new Place(), new Place()});

    private Place() {}

    /** Three of this thread's own. */
    static Place[] some() {
        return OWN.get();
    }

    Place at(Pointer block, int index) {
        address = block.address() + (long) Float.BYTES * index;
        return this;
    }
}
