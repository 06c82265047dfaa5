//! The order of children that the schema of WordprocessingML demands, for the elements
//! that we write (ISO/IEC 29500-1 and -4, `wml.xsd`).

/// The children of an element in their order.
pub fn order(name: &str) -> Option<Vec<&'static str>> {
    let order = match name {
        "w:pPr" => PARAGRAPH,
        "w:rPr" => RUN,
        "w:tblPr" => TABLE,
        "w:trPr" => ROW,
        "w:tcPr" => CELL,
        "w:tblBorders" | "w:tcBorders" | "w:tblCellMar" | "w:tcMar" => SIDES,
        "w:sectPr" => SECTION,
        "w:style" => STYLE,
        "w:font" => "altName panose1 charset family notTrueType pitch sig",
        "w:tbl" => "tblPr tblGrid tr",
        "w:tr" => "tblPrEx trPr tc",
        "w:tc" => "tcPr p",
        "w:sdt" => "sdtPr sdtEndPr sdtContent",
        "w:styles" => "docDefaults latentStyles style",
        _ => return None,
    };
    Some(order.split_whitespace().collect())
}

const PARAGRAPH: &str = "pStyle keepNext keepLines pageBreakBefore framePr widowControl \
    numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap \
    overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid \
    spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection \
    textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange";

const RUN: &str = "ins del rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline \
    shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position \
    sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout \
    specVanish oMath";

const TABLE: &str = "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize \
    tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar \
    tblLook tblCaption tblDescription";

const ROW: &str = "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight \
    tblHeader tblCellSpacing jc hidden";

const CELL: &str = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar \
    textDirection tcFitText vAlign hideMark";

const SIDES: &str = "top start left bottom end right insideH insideV tl2br tr2bl";

const SECTION: &str = "headerReference footerReference footnotePr endnotePr type pgSz pgMar \
    paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg \
    textDirection bidi rtlGutter docGrid printerSettings";

const STYLE: &str = "name aliases basedOn next link autoRedefine hidden uiPriority \
    semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid \
    pPr rPr tblPr trPr tcPr tblStylePr";
