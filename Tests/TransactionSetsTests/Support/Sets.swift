// SPDX-License-Identifier: Apache-2.0

import X12

/// The loops of a transaction set written as a test reads best: one segment a line, `*` between elements.
///
/// The envelope is put around it; the guide is told by ST03, or by the set's number.
func set(_ text: String, version: String, group: String = "HP") throws -> Loop {
  let head =
    "ISA*00*          *00*          *ZZ*PAYERID        *ZZ*PROVIDERID     *260105*0930*^*00501*000000001*0*T*:~"
    + "GS*\(group)*PAYERID*PROVIDERID*20260105*0930*1*X*\(version)~"
  let body = text.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks + "~" }.joined()
  let bytes = Array((head + body + "GE*1*1~IEA*1*000000001~").utf8)
  return sets(bytes, guides: try repositoryGuides())[0].set
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
