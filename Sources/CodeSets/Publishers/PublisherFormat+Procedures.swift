// SPDX-License-Identifier: Apache-2.0

extension PublisherFormat {
  /// Order files, codes files and their addenda, which have one layout for both parts of ICD-10.
  static let orderFormats: [PublisherFormat] =
    [
      OrderFileReader(form: .icd10pcs).format, OrderFileReader(form: .icd10cm).format,
      TitleFileReader(form: .icd10pcs).format, TitleFileReader(form: .icd10cm).format,
      TitleSheetReader(form: .icd10pcs).format, TitleSheetReader(form: .icd10cm).format,
      CodeAddendaReader.format,
    ]

  /// ICD-10-PCS, ICD-9-CM and the maps between revisions.
  static let procedureFormats: [PublisherFormat] =
    [
      MapFileReader.format, MapFileReader.sheetFormat, ConversionTableReader.format,
      ICD9TitleReader.format,
      ProcedureTablesReader.format, ProcedureIndexReader.format, TablesAddendaReader.format,
      IndexAddendaReader.format, DefinitionsReader.format, DefinitionsAddendaReader.format,
      ProcedureKeyReader.bodyParts.format, ProcedureKeyReader.devices.format,
      AxisLabelReader.format,
    ] + orderFormats
}
