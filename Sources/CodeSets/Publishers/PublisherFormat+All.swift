// SPDX-License-Identifier: Apache-2.0

extension PublisherFormat {
  /// Every format of a code set, by topic; the first that recognises a file reads it.
  public static let all: [PublisherFormat] = diagnosisFormats + procedureFormats + serviceFormats
}
