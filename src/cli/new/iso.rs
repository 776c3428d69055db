//! ISO 3166-1: which codes of two and of three letters belong together.

/// The officially assigned codes (249).
const ASSIGNED: &str = "\
    AD-AND AE-ARE AF-AFG AG-ATG AI-AIA AL-ALB AM-ARM AO-AGO AQ-ATA AR-ARG AS-ASM AT-AUT AU-AUS AW-ABW AX-ALA \
    AZ-AZE BA-BIH BB-BRB BD-BGD BE-BEL BF-BFA BG-BGR BH-BHR BI-BDI BJ-BEN BL-BLM BM-BMU BN-BRN BO-BOL BQ-BES \
    BR-BRA BS-BHS BT-BTN BV-BVT BW-BWA BY-BLR BZ-BLZ CA-CAN CC-CCK CD-COD CF-CAF CG-COG CH-CHE CI-CIV CK-COK \
    CL-CHL CM-CMR CN-CHN CO-COL CR-CRI CU-CUB CV-CPV CW-CUW CX-CXR CY-CYP CZ-CZE DE-DEU DJ-DJI DK-DNK DM-DMA \
    DO-DOM DZ-DZA EC-ECU EE-EST EG-EGY EH-ESH ER-ERI ES-ESP ET-ETH FI-FIN FJ-FJI FK-FLK FM-FSM FO-FRO FR-FRA \
    GA-GAB GB-GBR GD-GRD GE-GEO GF-GUF GG-GGY GH-GHA GI-GIB GL-GRL GM-GMB GN-GIN GP-GLP GQ-GNQ GR-GRC GS-SGS \
    GT-GTM GU-GUM GW-GNB GY-GUY HK-HKG HM-HMD HN-HND HR-HRV HT-HTI HU-HUN ID-IDN IE-IRL IL-ISR IM-IMN IN-IND \
    IO-IOT IQ-IRQ IR-IRN IS-ISL IT-ITA JE-JEY JM-JAM JO-JOR JP-JPN KE-KEN KG-KGZ KH-KHM KI-KIR KM-COM KN-KNA \
    KP-PRK KR-KOR KW-KWT KY-CYM KZ-KAZ LA-LAO LB-LBN LC-LCA LI-LIE LK-LKA LR-LBR LS-LSO LT-LTU LU-LUX LV-LVA \
    LY-LBY MA-MAR MC-MCO MD-MDA ME-MNE MF-MAF MG-MDG MH-MHL MK-MKD ML-MLI MM-MMR MN-MNG MO-MAC MP-MNP MQ-MTQ \
    MR-MRT MS-MSR MT-MLT MU-MUS MV-MDV MW-MWI MX-MEX MY-MYS MZ-MOZ NA-NAM NC-NCL NE-NER NF-NFK NG-NGA NI-NIC \
    NL-NLD NO-NOR NP-NPL NR-NRU NU-NIU NZ-NZL OM-OMN PA-PAN PE-PER PF-PYF PG-PNG PH-PHL PK-PAK PL-POL PM-SPM \
    PN-PCN PR-PRI PS-PSE PT-PRT PW-PLW PY-PRY QA-QAT RE-REU RO-ROU RS-SRB RU-RUS RW-RWA SA-SAU SB-SLB SC-SYC \
    SD-SDN SE-SWE SG-SGP SH-SHN SI-SVN SJ-SJM SK-SVK SL-SLE SM-SMR SN-SEN SO-SOM SR-SUR SS-SSD ST-STP SV-SLV \
    SX-SXM SY-SYR SZ-SWZ TC-TCA TD-TCD TF-ATF TG-TGO TH-THA TJ-TJK TK-TKL TL-TLS TM-TKM TN-TUN TO-TON TR-TUR \
    TT-TTO TV-TUV TW-TWN TZ-TZA UA-UKR UG-UGA UM-UMI US-USA UY-URY UZ-UZB VA-VAT VC-VCT VE-VEN VG-VGB VI-VIR \
    VN-VNM VU-VUT WF-WLF WS-WSM YE-YEM YT-MYT ZA-ZAF ZM-ZMB ZW-ZWE";

/// Reads `SG,SGP`.
///
/// # Errors
/// If the codes do not belong together or are not assigned. Codes that ISO leaves to users (`XA` to `XZ` with `XAA` to
/// `XZZ`) are taken, for places that have none.
pub fn codes(text: &str) -> Result<(String, String), String> {
    let upper = text.trim().to_uppercase();
    let parts: Vec<&str> = upper.split([',', ' ', '/', '-']).filter(|part| !part.is_empty()).collect();
    let [two, three] = parts[..] else {
        let known = parts
            .first()
            .and_then(|code| belonging(code))
            .map_or(String::new(), |(two, three)| format!("; did you mean {two},{three}?"));
        return Err(format!("write the codes of two and three letters, such as SG,SGP{known}"));
    };
    let letters = |code: &str, count: usize| code.len() == count && code.bytes().all(|b| b.is_ascii_uppercase());
    if !letters(two, 2) || !letters(three, 3) {
        return Err("write the codes of two and three letters, such as SG,SGP".to_owned());
    }
    match belonging(two).or_else(|| belonging(three)) {
        Some(pair) if pair == (two, three) => {}
        Some((known, long)) => {
            return Err(format!("ISO 3166-1 has no pair {two},{three}; did you mean {known},{long}?"));
        }
        None if two.starts_with('X') && three.starts_with('X') => {}
        None => {
            return Err(format!("ISO 3166-1 assigns neither {two} nor {three}; leave the codes out if there are none"));
        }
    }
    Ok((two.to_owned(), three.to_owned()))
}

/// The pair that one of its codes belongs to.
fn belonging(code: &str) -> Option<(&'static str, &'static str)> {
    let pairs = ASSIGNED.split_whitespace().filter_map(|pair| pair.split_once('-'));
    pairs.into_iter().find(|(two, three)| *two == code || *three == code)
}
