// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of attributes. Keys may repeat, because Jaeger's tags may: a map would lose the second one. Two lists are equal only in
 * the same order. Immutable; two flat arrays, no boxes per entry.
 */
public final class Attributes implements Iterable<Attribute> {
  private static final Attributes EMPTY = new Attributes(new String[0], new AttributeValue[0]);

  private final String[] keys;
  private final AttributeValue[] values;

  private Attributes(String[] keys, AttributeValue[] values) {
    this.keys = keys;
    this.values = values;
  }

  public static Attributes empty() {
    return EMPTY;
  }

  public static Attributes of(String key, AttributeValue value) {
    return new Attributes(new String[] {key}, new AttributeValue[] {value});
  }

  public static Attributes copyOf(List<Attribute> attributes) {
    Builder builder = builder(attributes.size());
    for (Attribute attribute : attributes) {
      builder.put(attribute.key(), attribute.value());
    }
    return builder.build();
  }

  public static Builder builder() {
    return new Builder(8);
  }

  /** A builder with room for {@code capacity} entries. */
  public static Builder builder(int capacity) {
    return new Builder(capacity);
  }

  public int size() {
    return keys.length;
  }

  public boolean isEmpty() {
    return keys.length == 0;
  }

  public String key(int index) {
    return keys[index];
  }

  public AttributeValue value(int index) {
    return values[index];
  }

  /** Position of the first entry with this key, or -1. */
  public int indexOf(String key) {
    // Keys are looked up several times on a span's way, and decoders share them: comparing the hash
    // codes that they remember is cheapest.
    int hash = key.hashCode();
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].hashCode() == hash && keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** The first value of this key, or null. */
  public @Nullable AttributeValue get(String key) {
    int index = indexOf(key);
    return index < 0 ? null : values[index];
  }

  /** The first value of this key if it is text, else null. */
  public @Nullable String text(String key) {
    return get(key) instanceof AttributeValue.StringValue text ? text.value() : null;
  }

  public boolean contains(String key) {
    return indexOf(key) >= 0;
  }

  /** This list without the entry at {@code index}. */
  public Attributes without(int index) {
    Builder builder = builder(size());
    for (int i = 0; i < keys.length; i++) {
      if (i != index) {
        builder.put(keys[i], values[i]);
      }
    }
    return builder.build();
  }

  /** A builder that starts with these entries. */
  public Builder toBuilder() {
    Builder builder = builder(size() + 4);
    builder.putAll(this);
    return builder;
  }

  @Override
  public Iterator<Attribute> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < keys.length;
      }

      @Override
      public Attribute next() {
        if (next >= keys.length) {
          throw new NoSuchElementException();
        }
        return new Attribute(keys[next], values[next++]);
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    List<String> entries = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      entries.add(keys[i] + "=" + values[i]);
    }
    return entries.toString();
  }

  /** Collects entries in order. Not thread-safe. */
  public static final class Builder {
    private String[] keys;
    private AttributeValue[] values;
    private int size;

    private Builder(int capacity) {
      keys = new String[capacity];
      values = new AttributeValue[capacity];
    }

    /** Appends, also when the key is there already. */
    public Builder put(String key, AttributeValue value) {
      if (size == keys.length) {
        int larger = Math.max(8, size * 2);
        keys = Arrays.copyOf(keys, larger);
        values = Arrays.copyOf(values, larger);
      }
      keys[size] = key;
      values[size++] = value;
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, AttributeValue.of(value));
    }

    public Builder put(String key, long value) {
      return put(key, AttributeValue.of(value));
    }

    public Builder put(String key, boolean value) {
      return put(key, AttributeValue.of(value));
    }

    public Builder put(String key, double value) {
      return put(key, AttributeValue.of(value));
    }

    public Builder putAll(Attributes attributes) {
      for (int i = 0; i < attributes.size(); i++) {
        put(attributes.key(i), attributes.value(i));
      }
      return this;
    }

    public int size() {
      return size;
    }

    /** Forgets the entries but keeps the room for as many, to collect the next list. What was built before is not touched. */
    public Builder clear() {
      Arrays.fill(keys, 0, size, null);
      Arrays.fill(values, 0, size, null);
      size = 0;
      return this;
    }

    public Attributes build() {
      return size == 0
          ? EMPTY
          : new Attributes(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
  }
}
