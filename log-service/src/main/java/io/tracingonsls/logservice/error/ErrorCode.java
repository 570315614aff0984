// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.error;

/** Error codes of the protocol with the HTTP status that goes with each. */
public enum ErrorCode {
  PROJECT_NOT_EXIST("ProjectNotExist", 404),
  PROJECT_ALREADY_EXIST("ProjectAlreadyExist", 400),
  PROJECT_QUOTA_EXCEED("ProjectQuotaExceed", 403),
  PROJECT_FORBIDDEN("ProjectForbidden", 403),
  LOG_STORE_NOT_EXIST("LogStoreNotExist", 404),
  LOG_STORE_ALREADY_EXIST("LogStoreAlreadyExist", 400),
  LOG_STORE_INFO_INVALID("LogStoreInfoInvalid", 400),
  LOG_STORE_WITHOUT_SHARD("LogStoreWithoutShard", 400),
  SHARD_NOT_EXIST("ShardNotExist", 404),
  INDEX_CONFIG_NOT_EXIST("IndexConfigNotExist", 400),
  INDEX_ALREADY_EXIST("IndexAlreadyExist", 400),
  INDEX_INFO_INVALID("IndexInfoInvalid", 400),
  PARAMETER_INVALID("ParameterInvalid", 400),
  INVALID_PARAMETER("InvalidParameter", 400),
  MISSING_PARAMETER("MissingParameter", 400),
  MISSING_API_VERSION("MissingAPIVersion", 400),
  INVALID_API_VERSION("InvalidAPIVersion", 400),
  INVALID_SIGNATURE_METHOD("InvalidSignatureMethod", 400),
  INVALID_CONTENT_TYPE("InvalidContentType", 415),
  INVALID_COMPRESS_TYPE("InvalidCompressType", 400),
  INVALID_BODY_RAW_SIZE("InvalidBodyRawSize", 400),
  INVALID_CURSOR("InvalidCursor", 400),
  INVALID_KEY("InvalidKey", 400),
  INVALID_ENCODING("InvalidEncoding", 400),
  INVALID_HOST("InvalidHost", 400),
  INVALID_METHOD("InvalidMethod", 405),
  INVALID_DATE_FORMAT("InvalidDateFormat", 400),
  POST_BODY_INVALID("PostBodyInvalid", 400),
  POST_BODY_UNCOMPRESS_ERROR("PostBodyUncompressError", 400),
  POST_BODY_TOO_LARGE("PostBodyTooLarge", 413),
  REQUEST_TIME_TOO_SKEWED("RequestTimeTooSkewed", 400),
  UNAUTHORIZED("Unauthorized", 401),
  SIGNATURE_NOT_MATCH("SignatureNotMatch", 401),
  WRITE_QUOTA_EXCEED("WriteQuotaExceed", 403),
  READ_QUOTA_EXCEED("ReadQuotaExceed", 403),
  SHARD_WRITE_QUOTA_EXCEED("ShardWriteQuotaExceed", 403),
  SHARD_READ_QUOTA_EXCEED("ShardReadQuotaExceed", 403),
  EXCEED_QUOTA("ExceedQuota", 403),
  OBJECT_NOT_EXIST("ObjectNotExist", 404),
  OBJECT_ALREADY_EXIST("ObjectAlreadyExist", 400),
  NOT_SUPPORTED("NotSupported", 400),
  INTERNAL_SERVER_ERROR("InternalServerError", 500),
  REQUEST_TIMEOUT("RequestTimeout", 500),
  SERVER_BUSY("ServerBusy", 503);

  private final String wireName;
  private final int status;

  ErrorCode(String wireName, int status) {
    this.wireName = wireName;
    this.status = status;
  }

  /** The {@code errorCode} text that clients compare with. */
  public String wireName() {
    return wireName;
  }

  /** The HTTP status this code is answered with. */
  public int status() {
    return status;
  }
}
