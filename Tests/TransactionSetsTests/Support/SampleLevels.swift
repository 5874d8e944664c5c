// SPDX-License-Identifier: Apache-2.0

import Claims

/// Levels of invented people that claims for tests stand below.
enum SampleLevels {
  static let billing = """
    HL*1**20*1~
    PRV*BI*PXC*207Q00000X~
    NM1*85*2*MILBROOK CLINIC*****XX*1999999000~
    N3*100 MAIN STREET~
    N4*MILBROOK*OH*430990100~
    REF*EI*001000001~
    PER*IC*MILBROOK CLINIC*TE*6145550101~

    """

  static let subscriber = """
    HL*2*1*22*0~
    SBR*P*18*******CI~
    NM1*IL*1*ABERNATHY*DOLORES****MI*BMH5550001~
    N3*100 MAIN STREET~
    N4*MILBROOK*OH*430990100~
    DMG*D8*19680514*F~
    NM1*PR*2*BUCKEYE MUTUAL HEALTH*****PI*99901~

    """

  /// A claim of one line of a kind, with more segments in their places.
  static func claim(
    _ kind: ClaimKind, total: String = "100", header: String = "", codes: String? = nil,
    providers: String = "", service: String? = nil, line: String = ""
  ) -> String {
    let start: String
    switch kind {
    case .professional: start = "CLM*C-1*\(total)***11:B:1*Y*A*Y*Y~\n"
    case .institutional: start = "CLM*C-1*\(total)***11:A:1**A*Y*Y~\n"
    case .dental: start = "CLM*C-1*\(total)***11:B:1*Y*A*Y*Y~\n"
    }
    let usual: String
    switch kind {
    case .professional: usual = "SV1*HC:99213*\(total)*UN*1***1~"
    case .institutional: usual = "SV2*0300*HC:80048*\(total)*UN*1~"
    case .dental: usual = "SV3*AD:D1110*\(total)****1~"
    }
    let sent = [header, codes ?? "HI*ABK:R69~", providers].filter { !$0.isEmpty }
    let body = sent.map { $0 + "\n" }.joined()
    return billing + subscriber + start + body + "LX*1~\n\(service ?? usual)\n" + line
  }
}
