// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** All shards of a Logstore, in order of id; the writable ones divide the key space without gap or overlap. */
public record ShardMap(List<Shard> shards) {
  private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

  public ShardMap {
    shards = List.copyOf(shards);
  }

  static ShardMap even(int count, long nowSeconds) {
    List<Shard> shards = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      HashKey end = i == count - 1 ? HashKey.LAST : boundary(i + 1, count);
      shards.add(new Shard(i, boundary(i, count), end, true, nowSeconds));
    }
    return new ShardMap(shards);
  }

  private static HashKey boundary(int index, int count) {
    return HashKey.of(SPACE.multiply(BigInteger.valueOf(index)).divide(BigInteger.valueOf(count)));
  }

  /**
   * The shard of that id.
   *
   * @throws ServiceException {@code ShardNotExist}
   */
  public Shard shard(int id) {
    if (id < 0 || id >= shards.size()) {
      throw new ServiceException(ErrorCode.SHARD_NOT_EXIST, "shard " + id + " does not exist");
    }
    return shards.get(id);
  }

  /** The writable shard whose range holds the key. */
  public Shard route(HashKey key) {
    for (Shard shard : shards) {
      if (shard.writable() && shard.takes(key)) {
        return shard;
      }
    }
    throw new ServiceException(ErrorCode.LOG_STORE_WITHOUT_SHARD, "logstore has no writable shard");
  }

  /** The writable shards, in order of id. */
  public List<Shard> writable() {
    return shards.stream().filter(Shard::writable).toList();
  }

  ShardMap split(int id, HashKey key, long nowSeconds) {
    Shard parent = writableShard(id);
    if (key.compareTo(parent.begin()) <= 0 || key.compareTo(parent.end()) >= 0) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          "key: " + key.hex() + " (expected: inside shard " + id + " and not its first key)");
    }
    int next = shards.size();
    return replace(
        List.of(parent),
        List.of(
            new Shard(next, parent.begin(), key, true, nowSeconds),
            new Shard(next + 1, key, parent.end(), true, nowSeconds)));
  }

  /** Cuts a shard into {@code count} of nearly the same width. */
  ShardMap splitEvenly(int id, int count, long nowSeconds) {
    Shard parent = writableShard(id);
    BigInteger begin = parent.begin().value();
    BigInteger width = parent.end().value().subtract(begin);
    if (width.compareTo(BigInteger.valueOf(count)) < 0) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID, "shard " + id + " is too narrow to be split");
    }
    List<Shard> parts = new ArrayList<>(count);
    HashKey from = parent.begin();
    for (int i = 1; i <= count; i++) {
      HashKey to = i == count
          ? parent.end()
          : HashKey.of(
              begin.add(width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count))));
      parts.add(new Shard(shards.size() + i - 1, from, to, true, nowSeconds));
      from = to;
    }
    return replace(List.of(parent), parts);
  }

  /** Where {@link #split} cuts a shard when the client names no key. */
  HashKey middle(int id) {
    Shard shard = writableShard(id);
    return HashKey.of(
        shard.begin().value().add(shard.end().value()).add(BigInteger.ONE).shiftRight(1));
  }

  ShardMap merge(int id, long nowSeconds) {
    Shard left = writableShard(id);
    for (Shard right : shards) {
      if (right.writable() && right.begin().equals(left.end())) {
        Shard merged = new Shard(shards.size(), left.begin(), right.end(), true, nowSeconds);
        return replace(List.of(left, right), List.of(merged));
      }
    }
    throw new ServiceException(
        ErrorCode.PARAMETER_INVALID, "shard " + id + " is the last one: nothing to merge it with");
  }

  private Shard writableShard(int id) {
    Shard shard = shard(id);
    if (!shard.writable()) {
      throw new ServiceException(ErrorCode.PARAMETER_INVALID, "shard " + id + " is readonly");
    }
    return shard;
  }

  private ShardMap replace(List<Shard> retired, List<Shard> fresh) {
    List<Shard> all = new ArrayList<>(shards);
    retired.forEach(shard -> all.set(shard.id(), shard.readOnly()));
    all.addAll(fresh);
    return new ShardMap(all);
  }
}
