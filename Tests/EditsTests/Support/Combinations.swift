// SPDX-License-Identifier: Apache-2.0

/// Codes that stand together on claims, judged by the installed code sets.
enum Combinations {
  /// Combinations that coders write every day: nothing may hold them.
  static let accepted = [
    "E11.9 Z79.84 I10", "E11.65 Z79.4", "E11.22 I12.9 N18.31 Z79.4", "E11.22 N18.4 Z79.84",
    "I13.0 I50.22 N18.32", "I11.0 I50.9", "I10 E78.5", "I12.0 N18.6 Z99.2", "J44.0 J18.9",
    "J44.1 J44.0 J20.9", "J45.41", "J45.901 J06.9", "J44.9 J45.909 F17.210", "J02.0", "J06.9",
    "J18.9 J96.01", "J10.1", "J12.82", "U07.1 J12.82", "A41.9 R65.20 N17.9", "A41.51 N39.0 B96.20",
    "N39.0 B96.20", "N18.30 D63.1", "C50.911 Z17.0", "C34.90 D63.0",
    "L97.511", "E11.621 L97.511 Z79.4", "I87.311 L97.811", "I70.235 L97.511", "L03.115",
    "G30.9 F02.80", "G20.A1 F02.A0", "F03.90", "F32.9 F41.1", "F10.20", "F17.210",
    "M54.50", "M54.16", "M17.11 M25.561", "M25.511", "M79.7", "M10.9", "M81.0", "M80.08XA",
    "S52.501A *W01.0XXA", "S72.001A *W18.30XA *Y92.009", "S06.0X0A S01.01XA *V43.52XA",
    "T40.2X1A R40.20", "T39.011A K29.00", "D68.32 K92.2 T45.515A", "R07.9", "R10.9 R11.2",
    "R55 I48.91",
    "O80 Z37.0 Z3A.39", "O24.410 Z3A.28", "O09.521 Z3A.12", "O99.214 E66.9 Z3A.38 Z37.0",
    "Z00.00", "Z00.01 R73.03", "Z12.31", "Z12.11 K63.5", "Z23", "Z51.11 C50.912", "Z34.02 Z3A.20",
    "Z38.00", "P07.18 P59.0", "H25.13", "H40.1131", "H54.7", "E10.319",
    "K86.1 E08.9", "E05.90", "E66.01 Z68.41", "E66.813 Z68.41", "I25.10 I25.84", "I25.110 I10",
    "I63.9 I10", "I69.351", "G81.91", "I48.20 Z79.01", "I21.4", "I21.A1", "I50.23", "I42.0",
    "N40.1 R35.0", "N17.9", "K21.9", "K57.30", "K35.80", "K50.90", "K80.20", "B20 B37.0",
    "D64.9", "D50.9", "Z79.4", "L89.154", "R65.21", "Q21.10", "G40.909", "G43.909", "H66.91",
    "R41.3 F10.20", "S61.411A S62.300A", "S01.81XA S02.19XA", "F05 N39.0", "N39.0 F05 F03.90",
  ]

  /// Codes that may not go together or alone, and what holds them.
  static let held: [(codes: String, findings: [String])] = [
    ("E10.9 E11.9", ["diagnosis 2 icd10cm.excludes1"]),
    ("E11.9 E10.9", ["diagnosis 2 icd10cm.excludes1"]),
    ("E11.9 E13.9", ["diagnosis 2 icd10cm.excludes1"]),
    ("J06.9 J44.0", ["diagnosis 2 icd10cm.excludes1"]),
    ("N39.0 N30.00", ["diagnosis 2 icd10cm.excludes1"]),
    ("M54.50 M51.26", ["diagnosis 2 icd10cm.excludes1"]),
    ("K40.90 I10 K40.90", ["diagnosis 3 icd10cm.duplicate"]),
    ("I10 i10", ["diagnosis 2 icd10cm.duplicate"]),
    ("E11", ["diagnosis 1 icd10cm.not-billable"]),
    ("E11.6", ["diagnosis 1 icd10cm.not-billable"]),
    ("S52.501", ["diagnosis 1 icd10cm.seventh-character-missing"]),
    ("S52.501Z", ["diagnosis 1 icd10cm.seventh-character-invalid"]),
    ("T15.01A", ["diagnosis 1 icd10cm.placeholder-missing"]),
    ("T07", ["diagnosis 1 icd10cm.seventh-character-missing"]),
    ("Q99.XYZ1", ["diagnosis 1 code.unknown"]),
    ("E11.99", ["diagnosis 1 code.unknown"]),
    ("E11/9", ["diagnosis 1 code.malformed"]),
    ("250.00", ["diagnosis 1 code.wrong-set-for-date"]),
    (
      "F02.80 G30.9",
      [
        "diagnosis 1 icd10cm.manifestation-principal", "diagnosis 1 icd10cm.code-first",
      ]
    ),
    (
      "F02.80",
      [
        "diagnosis 1 icd10cm.manifestation-principal", "diagnosis 1 icd10cm.code-first-missing",
      ]
    ),
    (
      "E08.9 Z79.4",
      [
        "diagnosis 1 icd10cm.manifestation-principal", "diagnosis 1 icd10cm.code-first-missing",
      ]
    ),
    (
      "D63.0 C34.90",
      [
        "diagnosis 1 icd10cm.manifestation-principal", "diagnosis 1 icd10cm.code-first",
      ]
    ),
    ("I50.9 I11.0", ["diagnosis 1 icd10cm.code-first"]),
    ("N18.30 I12.9", ["diagnosis 1 icd10cm.code-first"]),
    ("N18.4 E11.22 Z79.84", ["diagnosis 1 icd10cm.code-first"]),
    ("J12.82 U07.1", ["diagnosis 1 icd10cm.code-first"]),
    ("Z3A.39 O80 Z37.0", ["diagnosis 1 icd10cm.code-first"]),
    ("T45.515A D68.32", ["diagnosis 1 icd10cm.code-first"]),
    ("R65.20 A41.9", ["diagnosis 1 icd10cm.code-first"]),
    ("W18.30XA S72.001A", ["diagnosis 1 icd10cm.external-cause-principal"]),
    ("R41.3 F10.26", ["diagnosis 2 icd10cm.excludes1"]),
    ("S61.411A S62.300B", ["diagnosis 2 icd10cm.excludes1"]),
  ]

  /// Codes of a hospital stay and what holds them.
  static let heldStays: [(codes: String, findings: [String])] = [
    ("J18.9/Y I10/Y", []),
    ("Z51.11 C50.911/Y", []),
    ("R65.20/Y", ["diagnosis 1 icd10cm.unacceptable-principal"]),
    ("Z48.00 I10/Y", ["diagnosis 1 icd10cm.unacceptable-principal"]),
  ]

  /// Codes on a day and what holds them.
  static let dated: [(codes: String, date: String, findings: [String])] = [
    ("E11.9 I10", "2025-12-01", []),
    ("E11.9 I10", "2018-06-01", []),
    ("E10.9 E11.9", "2025-12-01", ["diagnosis 2 icd10cm.excludes1"]),
    ("E11", "2025-12-01", ["diagnosis 1 icd10cm.not-billable"]),
    ("S52.501", "2025-12-01", ["diagnosis 1 icd10cm.seventh-character-missing"]),
    ("T07", "2025-12-01", ["diagnosis 1 icd10cm.seventh-character-missing"]),
    ("S52.501Z", "2025-12-01", ["diagnosis 1 icd10cm.seventh-character-invalid"]),
    ("T15.01A", "2025-12-01", ["diagnosis 1 icd10cm.placeholder-missing"]),
    ("E66.813", "2023-06-01", ["diagnosis 1 code.not-yet-effective"]),
    ("M54.5", "2020-06-01", []),
    ("M54.5", "2025-12-01", ["diagnosis 1 icd10cm.not-billable"]),
    ("M54.50", "2021-06-01", ["diagnosis 1 code.not-yet-effective"]),
    ("U07.1", "2019-06-01", ["diagnosis 1 code.not-yet-effective"]),
    ("E11.9", "2015-09-30", ["diagnosis 1 code.wrong-set-for-date"]),
    ("E11.9", "2035-01-01", ["diagnosis 1 code.no-edition"]),
    ("N40.1", "2023-06-01", []),
  ]
}
