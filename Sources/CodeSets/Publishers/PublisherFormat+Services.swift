// SPDX-License-Identifier: Apache-2.0

extension PublisherFormat {
  /// HCPCS, CPT and the code lists of claims and remittances.
  static let serviceFormats: [PublisherFormat] = [
    HCPCSWorkbook.format, HCPCSText.format, HCPCSList.format, CPTDescriptors.tabbed,
    CPTDescriptors.short, AdjustmentCodes.format, PlaceOfService.format,
    TransactionCodeLists.format, ProviderTaxonomy.format, TaxonomyCrosswalk.format,
    CodeSystemText.format,
  ]
}
