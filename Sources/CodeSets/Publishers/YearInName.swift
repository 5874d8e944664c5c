// SPDX-License-Identifier: Apache-2.0

/// The year that a publisher put into a file's name.
enum YearInName {
  /// The first number of four digits from 2000 to 2099 in the last part of the name, or a two-digit
  /// fiscal year after `FY`.
  static func of(_ file: PublishedFile) -> Int? {
    let digits = file.baseName.split { !$0.isNumber }
    if let year = digits.first(where: { $0.count == 4 && $0.hasPrefix("20") }) { return Int(year) }
    guard let mark = file.baseName.firstRange(of: "fy") else { return nil }
    let tail = file.baseName[mark.upperBound...].prefix { $0.isNumber }
    return tail.count == 2 ? Int(tail).map { 2000 + $0 } : nil
  }
}
