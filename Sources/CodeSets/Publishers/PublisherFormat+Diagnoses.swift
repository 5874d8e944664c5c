// SPDX-License-Identifier: Apache-2.0

extension PublisherFormat {
  /// ICD-10-CM.
  static let diagnosisFormats: [PublisherFormat] = [
    PublisherFormat(
      "icd10cm-tabular", "ICD-10-CM Tabular List, XML",
      .markup(
        recognises: { $0.head.contains("<ICD10CM.tabular") }, read: TabularReader.read)),
    PublisherFormat(
      "icd10cm-index",
      "ICD-10-CM Alphabetic Index, External Cause Index, Neoplasm and Drug tables, XML",
      .markup(
        recognises: { $0.head.contains("<ICD10CM.index") }, read: DiagnosisIndexReader.read)),
    PublisherFormat(
      "icd10cm-index-flat", "ICD-10-CM Alphabetic Index, flattened to CSV",
      .bytes(
        recognises: {
          $0.head.hasPrefix(FlattenedIndexReader.header.joined(separator: ","))
        }, read: FlattenedIndexReader.read)),
    PublisherFormat(
      "icd10cm-poa-exempt", "ICD-10-CM codes exempt from POA reporting, tab-separated",
      .bytes(recognises: POAExemptReader.recognises, read: POAExemptReader.read)),
    PublisherFormat(
      "icd10cm-list", "ICD-10-CM billable codes, one a line",
      .bytes(recognises: CodeListReader.recognises, read: CodeListReader.read)),
    GuidelinesReader.format,
  ]
}
