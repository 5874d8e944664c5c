// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Values

@testable import Grouping

/// Made-up tables of risk adjustment, in the shapes of the publisher.
enum RiskSamples {
  static let files = [
    "ra_dx_to_cc_2026.csv": """
    diagnosis_code,cc,model_name
    A1000,17,CMS-HCC Model V28
    A1001,18,CMS-HCC Model V28
    A1002,223,CMS-HCC Model V28
    A1003,226,CMS-HCC Model V28
    A1004,37,CMS-HCC Model V28
    A1004,326,CMS-HCC Model V28
    A1005,111,CMS-HCC Model V28
    A1006,263,CMS-HCC Model V28
    A1006,383,CMS-HCC Model V28
    B2000,30,RxHCC Model V08
    B2001,31,RxHCC Model V08

    """,
    "ra_hierarchies_2026.csv": """
    cc_parent,cc_child,model_domain,model_version,model_fullname
    17,18,CMS-HCC,V28,V28115H1
    30,31,RxHCC,R08,R08X84H1

    """,
    "ra_coefficients_2026.csv": """
    coefficient,value,model_domain,model_version
    CNA_F70_74,0.4,CMS-HCC,C28
    CNA_HCC17,2.5,CMS-HCC,C28
    CNA_HCC18,1.25,CMS-HCC,C28
    CNA_HCC37,0.166,CMS-HCC,C28
    CNA_HCC226,0.36,CMS-HCC,C28
    CNA_HCC326,0.815,CMS-HCC,C28
    CNA_DIABETES_HF_V28,0.112,CMS-HCC,C28
    CNA_HF_KIDNEY_V28,0.176,CMS-HCC,C28
    CNA_D4,0.05,CMS-HCC,C28
    CNA_OriginallyDisabled_Female,-0.25,CMS-HCC,C28
    INS_ORIGDS,0.01,CMS-HCC,C28
    Rx_CE_NoLowAged_F70_74,0.3,RxHCC,R08
    Rx_CE_NoLowAged_RXHCC30,0.2,RxHCC,R08
    Rx_CE_NoLowAged_RXHCC31,0.1,RxHCC,R08

    """,
    "ra_dx_edits.csv": """
    icd10,edit_type,sex,age_min,age_max,action,cc_override,model_name,description
    A1005,sex,2,,,override,112,CMS-HCC Model V28,x
    A1001,mce_age,,65,8,invalid,,CMS-HCC Model V28,x
    A1006,mce_age,,,14,invalid,,CMS-HCC Model V28,x

    """,
    "hcc_is_chronic.csv": """
    hcc,is_chronic,model_version,model_domain
    HCC37,Y,V28,CMS-HCC
    HCC17,,V28,CMS-HCC
    HCC17HCC18,Y,V28,CMS-HCC
    HCC18,"1,234",V28,CMS-HCC

    """,
    "ra_labels_2026.csv": """
    cc,label,model_domain,model_version,model_fullname
    HCC17,"One, the first",CMS-HCC,V28,V28115L3

    """,
    "ra_eligible_cpt_hcpcs_2026.csv": "cpt_hcpcs_code\n99213\nG0438\n",
  ]

  /// Reads a file by the format that recognises it.
  static func drafts(_ name: String, _ text: String) throws -> [ReleaseDraft] {
    let file = PublishedFile(name: name, bytes: Array(text.utf8), sha256: "")
    for format in PublisherFormat.groupers {
      if case .bytes(let recognises, let read) = format.reader, recognises(file) {
        return try read(file)
      }
    }
    return []
  }

  /// What is wrong with a file: each rule with its line.
  static func faults(_ name: String, _ text: String) -> [String] {
    do {
      return try drafts(name, text).isEmpty ? ["unrecognised"] : []
    } catch let failure as ImportFailure {
      return failure.findings.map { "\($0.rule) \($0.place)" }
    } catch { return ["\(error)"] }
  }

  /// Our own tables, as the program has them.
  static let rules = RiskRules { name in
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Data/hcc")
    return Array((try? Data(contentsOf: folder.appending(path: "\(name).tsv"))) ?? Data())
  }

  /// The library of all files.
  static let library: RiskLibrary? = {
    var books: [String: Codebook] = [:]
    for (name, text) in files {
      for draft in (try? drafts(name, text)) ?? [] {
        let edition = draft.period.map { Edition("made up", $0) } ?? .undated
        let release = draft.release(edition, sources: [])
        books[release.name] = try? Codebook(CodebookBytes(copying: draft.codebook(for: release)))
      }
    }
    let kept = books
    let codes = CodeLibrary(releases: kept.values.map(\.release)) { release throws in
      guard let book = kept[release.name] else { throw CodebookError(.sectionMissing) }
      return book
    }
    return rules.map { RiskLibrary(codes, $0) }
  }()
}
