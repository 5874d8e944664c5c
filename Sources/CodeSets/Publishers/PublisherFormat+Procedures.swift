// SPDX-License-Identifier: Apache-2.0

extension PublisherFormat {
  /// ICD-10-PCS, ICD-9-CM and the maps between revisions.
  static let procedureFormats: [PublisherFormat] = []
}
